import { addNote, replyToTicket, type Ticket } from '@bellwether/contract/desk.ts'
import { Button, Textarea } from '@mantine/core'
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react'
import { ProblemError } from '../call.ts'
import { useWrite } from '../call.write.ts'
import { Icon } from '../ui/icon.tsx'
import { KeyCaps } from '../ui/key-caps.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { useDraft } from './draft.ts'
import { Recipients, useRecipients } from './recipients.tsx'
import { useSeenMessage } from './seen-message.ts'
import styles from './composer.module.css'

type Kind = 'reply' | 'note'

/** What is being written; the field takes the focus whenever `focusCount` rises. */
export interface Writing {
  kind: Kind
  focusCount: number
}

const staleReply = '/problems/stale-reply'

interface ComposerProps {
  ticket: Ticket
  writing: Writing
  onKind: (kind: Kind) => void
}

export function Composer({ ticket, writing, onKind }: ComposerProps) {
  const canReply = ticket.state === 'open'
  const kind = canReply ? writing.kind : 'note'
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (writing.focusCount > 0) field.current?.focus()
  }, [writing])
  return (
    <section className={styles.composer} data-kind={kind} aria-label="Composer">
      <div className={styles.kinds} role="group" aria-label="What to write">
        {canReply && <KindButton kind="reply" chosen={kind} onChoose={onKind} />}
        <KindButton kind="note" chosen={kind} onChoose={onKind} />
        {kind === 'note' && <span className={styles.to}>Only staff will see this</span>}
      </div>
      {kind === 'reply' ? <ReplyField ticket={ticket} field={field} /> : <NoteField ticket={ticket} field={field} />}
    </section>
  )
}

function KindButton({ kind, chosen, onChoose }: { kind: Kind; chosen: Kind; onChoose: (kind: Kind) => void }) {
  return (
    <button
      type="button"
      className={styles.kind}
      data-kind={kind}
      aria-pressed={kind === chosen}
      onClick={() => onChoose(kind)}
    >
      <Icon name={kind === 'reply' ? 'outbound' : 'note'} size={14} />
      {kind === 'reply' ? 'Reply to customer' : 'Internal note'}
      <KeyCaps keys={kind === 'reply' ? 'r' : 'n'} />
    </button>
  )
}

interface FieldProps {
  ticket: Ticket
  field: RefObject<HTMLTextAreaElement | null>
}

function ReplyField({ ticket, field }: FieldProps) {
  const [text, setText] = useDraft(ticket.id, 'reply')
  const seen = useSeenMessage(ticket.newestMessageId, text !== '')
  const { cc, toggle, reset } = useRecipients(ticket)
  const done = (): void => {
    setText('')
    reset()
  }
  const reply = useWrite(replyToTicket, { refreshes: ['/api/desk'], showsProblem: true, onDone: done })
  const isStale = reply.error instanceof ProblemError && reply.error.type === staleReply
  const send = (confirmStale: boolean): void => {
    if (text.trim() === '' || reply.isPending) return
    const seenMessageId = confirmStale ? ticket.newestMessageId : seen.id
    reply.mutate({ params: { id: ticket.id }, body: { text, seenMessageId, confirmStale, cc } })
  }
  const look = (): void => {
    seen.look()
    reply.reset()
    document.getElementById(`entry-${ticket.newestMessageId}`)?.scrollIntoView({ block: 'center' })
  }
  return (
    <>
      {(seen.isBehind || isStale) && (
        <div className={styles.stale} role="alert">
          <p>
            <strong>Something was written since you looked.</strong> Read it before you send.
          </p>
          <Button size="xs" variant="default" onClick={look}>
            Read it
          </Button>
          {isStale && (
            <Button size="xs" color="red.9" loading={reply.isPending} onClick={() => send(true)}>
              Send anyway
            </Button>
          )}
        </div>
      )}
      {reply.error !== null && !isStale && <ProblemView error={reply.error} />}
      <Recipients ticket={ticket} cc={cc} onToggle={toggle} />
      <WritingField
        field={field}
        label="Reply to the customer"
        placeholder={`Write to ${ticket.contact.name || 'the customer'}…`}
        text={text}
        onText={setText}
        onSend={() => send(false)}
        send="Send reply"
        isBusy={reply.isPending}
        color="petrol"
      />
    </>
  )
}

function NoteField({ ticket, field }: FieldProps) {
  const [text, setText] = useDraft(ticket.id, 'note')
  const note = useWrite(addNote, { refreshes: ['/api/desk'], showsProblem: true, onDone: () => setText('') })
  const send = (): void => {
    if (text.trim() !== '' && !note.isPending) note.mutate({ params: { id: ticket.id }, body: { text } })
  }
  return (
    <>
      {note.error !== null && <ProblemView error={note.error} />}
      <WritingField
        field={field}
        label="Internal note"
        placeholder="Write a note for staff…"
        text={text}
        onText={setText}
        onSend={send}
        send="Add note"
        isBusy={note.isPending}
        color="yellow.9"
      />
    </>
  )
}

interface WritingFieldProps {
  field: RefObject<HTMLTextAreaElement | null>
  label: string
  placeholder: string
  text: string
  onText: (text: string) => void
  onSend: () => void
  send: string
  isBusy: boolean
  color: string
}

function WritingField({ field, ...props }: WritingFieldProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    props.onSend()
  }
  return (
    <>
      <Textarea
        ref={field}
        aria-label={props.label}
        placeholder={props.placeholder}
        value={props.text}
        onChange={(event) => props.onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        minRows={1}
        maxRows={14}
        classNames={{ input: styles.input ?? '' }}
      />
      <div className={styles.foot}>
        <span className={styles.kept}>{props.text.trim() === '' ? '' : 'Draft kept on this device'}</span>
        <KeyCaps keys="mod+Enter" />
        <Button
          size="xs"
          color={props.color}
          loading={props.isBusy}
          disabled={props.text.trim() === ''}
          onClick={props.onSend}
        >
          {props.send}
        </Button>
      </div>
    </>
  )
}

import { addNote, type Ticket } from '@bellwether/contract/desk.ts'
import { useEffect, useRef, type ReactNode, type RefObject } from 'react'
import { useWrite } from '../call.write.ts'
import { Icon } from '../ui/icon.tsx'
import { showAbove } from '../ui/keep-place.ts'
import { KeyCaps } from '../ui/key-caps.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { t } from '../ui/words.ts'
import { useFiles } from './files/use-files.ts'
import { useComingFiles } from './files/coming-files.ts'
import { useDroppedFiles } from './files/use-dropped-files.ts'
import type { EvidenceLink } from './hand-off-dialog.tsx'
import { ReplyField } from './reply-field.tsx'
import { leaveDraft, useServerDraft } from './server-draft.ts'
import styles from './composer.module.css'
import { beginningOf } from './written/beginning-of.ts'
import { useKeepWaiting } from './waiting/use-keep-waiting.ts'
import { placeImages } from './written/place-image.ts'
import { WritingField } from './writing-field.tsx'

type Kind = 'reply' | 'note'

/** What is being written; the field takes the focus whenever `focusCount` rises. */
export interface Writing {
  kind: Kind
  focusCount: number
}

interface ComposerProps {
  ticket: Ticket
  evidenceLink: EvidenceLink | null
  /** Replies that have not gone out; they stand above the field. */
  unsent: ReactNode
  writing: Writing
  onKind: (kind: Kind) => void
  /** Something was typed. */
  onTyped: () => void
}

export function Composer({ ticket, evidenceLink, unsent, writing, onKind, onTyped }: ComposerProps) {
  const canReply = ticket.state === 'open' && !ticket.isOurs
  const kind = canReply ? writing.kind : 'note'
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (writing.focusCount === 0 || field.current === null) return
    field.current.focus()
    // Whoever goes on writes behind what they began.
    field.current.setSelectionRange(field.current.value.length, field.current.value.length)
  }, [writing])
  const { add } = useComingFiles({ ticketId: ticket.id, kind })
  const isDropping = useDroppedFiles((files) => {
    const added = add(files)
    if (field.current !== null) placeImages(field.current, added)
  })
  return (
    <section
      className={styles.composer}
      data-kind={kind}
      data-unsent={ticket.unsent.length > 0 || undefined}
      aria-label={t`Composer`}
      onFocus={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return
        const composer = event.currentTarget
        // It grows when the focus comes into it.
        requestAnimationFrame(() => {
          const answered = document.getElementById(`entry-${ticket.newestMessageId}`)
          if (answered !== null && getComputedStyle(composer).position === 'sticky') showAbove(composer, answered)
        })
      }}
      onInput={onTyped}
      data-dropping={isDropping ? t`Drop to attach here` : undefined}
    >
      {unsent}
      <div className={styles.kinds} role="group" aria-label={t`What to write`}>
        {canReply && <KindButton kind="reply" chosen={kind} onChoose={onKind} />}
        <KindButton kind="note" chosen={kind} onChoose={onKind} />
        {kind === 'note' && <span className={styles.to}>{t`Only staff will see this`}</span>}
      </div>
      {kind === 'reply' ? (
        <ReplyField ticket={ticket} evidenceLink={evidenceLink} field={field} />
      ) : (
        <NoteField ticket={ticket} field={field} />
      )}
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
      {kind === 'reply' ? t`Reply to customer` : t`Internal note`}
      <KeyCaps keys={kind === 'reply' ? 'r' : 'n'} />
    </button>
  )
}

interface FieldProps {
  ticket: Ticket
  field: RefObject<HTMLTextAreaElement | null>
}

function NoteField({ ticket, field }: FieldProps) {
  const { text, setText, isKept, forget } = useServerDraft(ticket.id, 'note')
  const keep = useKeepWaiting()
  const note = useWrite(addNote, {
    refreshes: ['/api/desk'],
    showsProblem: true,
    waits: (error, parts) => {
      const { id, number } = ticket
      const words = t`Note: ${beginningOf(parts.body.text, 60)}`
      if (!keep(error, { kind: 'note', ticket: { id, number }, words }, parts)) return false
      leaveDraft(id, 'note')
      return true
    },
    onDone: forget,
  })
  const files = useFiles(ticket.id, 'note')
  const send = (): void => {
    if (text.trim() === '' || note.isPending || files.isComing) return
    note.mutate({ params: { id: ticket.id }, body: { text, fileIds: files.ids } })
  }
  return (
    <>
      {note.error !== null && <ProblemView error={note.error} />}
      <WritingField
        ticket={ticket}
        field={field}
        label={t`Internal note`}
        placeholder={t`Write a note for staff; @ mentions a colleague or a team…`}
        hasMentions
        text={text}
        isKept={isKept}
        onText={setText}
        onSend={send}
        send={t`Add note`}
        isBusy={note.isPending}
        files={files}
        color="#8f5b00"
      />
    </>
  )
}

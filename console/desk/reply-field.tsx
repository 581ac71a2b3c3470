import { replyToTicket, type Ticket } from '@bellwether/contract/desk.ts'
import { unfilledBlank, unfilledBlanks } from '@bellwether/contract/snippet-text.ts'
import { Button } from '@mantine/core'
import { useState, type RefObject } from 'react'
import { ProblemError } from '../call.ts'
import { useWrite } from '../call.write.ts'
import { useClockRead } from '../ui/clock.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import { BlanksWarning } from './snippets/blanks-warning.tsx'
import styles from './composer.module.css'
import { useFiles } from './files/use-files.ts'
import { keepDraft } from './draft.ts'
import type { EvidenceLink } from './hand-off-dialog.tsx'
import { LateCareHints } from './late-care.tsx'
import { PromiseField, usePromise } from './promise-field.tsx'
import { Recipients, useRecipients } from './recipients.tsx'
import { useSeenMessage } from './seen-message.ts'
import type { SendWay } from './send-dialogs.tsx'
import { leaveDraft, useServerDraft } from './server-draft.ts'
import { SignatureBelow } from './signature/signature-below.tsx'
import { useSignature } from './signature/use-signature.ts'
import { SendMenu } from './send-menu.tsx'
import { beginningOf } from './written/beginning-of.ts'
import { useKeepWaiting } from './waiting/use-keep-waiting.ts'
import { WritingField } from './writing-field.tsx'

const staleReply = '/problems/stale-reply'
/** In which a reply can be taken back. */
const undoMs = 10_000

interface ReplyFieldProps {
  ticket: Ticket
  evidenceLink: EvidenceLink | null
  field: RefObject<HTMLTextAreaElement | null>
}

/** What the customer will read, to whom it goes, and what it promises. */
export function ReplyField({ ticket, evidenceLink, field }: ReplyFieldProps) {
  const { text, setText, isKept, forget } = useServerDraft(ticket.id, 'reply')
  const seen = useSeenMessage(ticket, text !== '')
  const { cc, toggle, reset } = useRecipients(ticket)
  const promise = usePromise(text, setText)
  const files = useFiles(ticket.id, 'reply')
  const signature = useSignature()
  const [isUnsigned, setUnsigned] = useState(false)
  const [way, setWay] = useState<SendWay>({})
  const done = (): void => {
    forget()
    reset()
    setUnsigned(false)
    if (way.thenAct?.kind === 'hand-off') keepDraft(localStorage, ticket.id, 'question', '')
  }
  const keep = useKeepWaiting()
  const reply = useWrite(replyToTicket, {
    refreshes: ['/api/desk'],
    showsProblem: true,
    waits: (error, parts) => {
      const { id, number } = ticket
      const words = t`Reply: ${beginningOf(parts.body.text, 60)}`
      if (!keep(error, { kind: 'reply', ticket: { id, number }, words }, parts)) return false
      // The server has the draft as yet: that it is empty goes there with the rest.
      leaveDraft(id, 'reply')
      reset()
      setUnsigned(false)
      return true
    },
    onDone: done,
  })
  const isStale = reply.error instanceof ProblemError && reply.error.type === staleReply
  const read = useClockRead()
  const blanks = unfilledBlanks(text)
  const [asksBlanks, setAsksBlanks] = useState(false)
  /** The text of which they said that its blanks are meant. */
  const [meant, setMeant] = useState<string | null>(null)
  const send = (confirmStale: boolean, chosen: SendWay, isMeant = meant === text): void => {
    if (text.trim() === '' || reply.isPending || files.isComing) return
    setWay(chosen)
    if (blanks.length > 0 && !isMeant) return setAsksBlanks(true)
    setAsksBlanks(false)
    const { sendAt = new Date(read() + undoMs).toISOString(), thenAct = null } = chosen
    const seenMessageId = confirmStale ? ticket.newestMessageId : seen.id
    const body = {
      text,
      signature: isUnsigned ? '' : signature,
      seenMessageId,
      confirmStale,
      cc,
      nextUpdateBy: promise.by,
      sendAt,
      thenAct,
      fileIds: files.ids,
    }
    reply.mutate({ params: { id: ticket.id }, body })
  }
  const look = (): void => {
    seen.look()
    reply.reset()
    document.getElementById(`entry-${ticket.newestMessageId}`)?.scrollIntoView({ block: 'center' })
  }
  return (
    <>
      {(seen.isBehind || isStale) && (
        <StaleWarning onLook={look} onSend={isStale ? () => send(true, way) : null} isBusy={reply.isPending} />
      )}
      {reply.error !== null && !isStale && <ProblemView error={reply.error} />}
      {asksBlanks && blanks.length > 0 && (
        <BlanksWarning
          blanks={blanks}
          onFill={() => {
            setAsksBlanks(false)
            const blank = unfilledBlank(text)
            field.current?.focus()
            if (blank) field.current?.setSelectionRange(blank.from, blank.to)
          }}
          onSend={() => {
            setMeant(text)
            send(false, way, true)
          }}
        />
      )}
      <Recipients ticket={ticket} cc={cc} onToggle={toggle} />
      <LateCareHints ticket={ticket} text={text} />
      <WritingField
        ticket={ticket}
        field={field}
        label={t`Reply to the customer`}
        placeholder={t`Write to ${ticket.contact.name || t`the customer`}…`}
        text={text}
        isKept={isKept}
        onText={setText}
        onSend={() => send(false, {})}
        send={t`Send reply`}
        isBusy={reply.isPending}
        files={files}
        color="petrol"
        below={
          // Above an empty field it would take room from the ticket.
          text !== '' && (
            <SignatureBelow signature={signature} isLeftOut={isUnsigned} onToggle={() => setUnsigned(!isUnsigned)} />
          )
        }
        beside={<PromiseField promise={promise} />}
        ways={
          <SendMenu
            ticket={ticket}
            evidenceLink={evidenceLink}
            isDisabled={text.trim() === '' || files.isComing}
            onSend={(chosen) => send(false, chosen)}
          />
        }
      />
    </>
  )
}

interface StaleWarningProps {
  onLook: () => void
  /** Sends all the same; null while that was not refused. */
  onSend: (() => void) | null
  isBusy: boolean
}

const StaleWarning = ({ onLook, onSend, isBusy }: StaleWarningProps) => (
  <div className={styles.stale} role="alert">
    <p>{tx`${<strong>{t`Something was written since you looked.`}</strong>} Read it before you send.`}</p>
    <Button size="xs" variant="default" onClick={onLook}>
      {t`Read it`}
    </Button>
    {onSend !== null && (
      <Button size="xs" color="red.9" loading={isBusy} onClick={onSend}>
        {t`Send anyway`}
      </Button>
    )}
  </div>
)

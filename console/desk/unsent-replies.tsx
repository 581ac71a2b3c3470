import { sendUnsent, takeBackReply, type Ticket, type UnsentReply } from '@bellwether/contract/desk.ts'
import { Button } from '@mantine/core'
import { useWrite } from '../call.write.ts'
import { Moment, useNow } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t, translated } from '../ui/words.ts'
import { ThenWords } from './then-words.tsx'
import styles from './unsent-replies.module.css'
import { withoutMarks } from './written/without-marks.ts'

interface UnsentRepliesProps {
  ticket: Ticket
  /** It goes on being written. */
  onTakenBack: (reply: UnsentReply) => void
}

/** Replies that have not gone out: those that wait, and those that must be looked at again. */
export function UnsentReplies({ ticket, onTakenBack }: UnsentRepliesProps) {
  if (ticket.unsent.length === 0) return null
  return (
    <ul className={styles.replies} aria-label={t`Replies that have not gone out`}>
      {ticket.unsent.map((reply) => (
        <Unsent key={reply.id} reply={reply} isOpen={ticket.state === 'open'} onTakenBack={onTakenBack} />
      ))}
    </ul>
  )
}

interface UnsentProps extends Pick<UnsentRepliesProps, 'onTakenBack'> {
  reply: UnsentReply
  /** The ticket is: somebody can write there. */
  isOpen: boolean
}

function Unsent({ reply, isOpen, onTakenBack }: UnsentProps) {
  const options = { refreshes: ['/api/desk'] }
  const takeBack = useWrite(takeBackReply, { ...options, onDone: () => onTakenBack(reply) })
  const putAway = useWrite(takeBackReply, options)
  const send = useWrite(sendUnsent, options)
  const params = { id: reply.id }
  const isStopped = reply.state === 'stopped'
  return (
    <li className={styles.reply} data-state={reply.state}>
      <p className={styles.line} role={isStopped ? 'alert' : 'status'}>
        <Icon name={isStopped ? 'warning' : 'clock'} size={14} />
        <span>
          {isStopped ? <strong>{tx`Not sent: ${translated(reply.reason ?? '')}`}</strong> : <When reply={reply} />}
        </span>
      </p>
      <p className={styles.text}>{withoutMarks(reply.text)}</p>
      {reply.files.length > 0 && (
        <p className={styles.files}>
          <Icon name="paper" size={13} /> {reply.files.map(({ fileName }) => fileName).join(', ')}
        </p>
      )}
      <div className={styles.acts}>
        {(isOpen || !isStopped) && (
          <Button size="xs" variant="default" loading={takeBack.isPending} onClick={() => takeBack.mutate({ params })}>
            {isStopped ? t`Go on writing it` : t`Undo`}
          </Button>
        )}
        {isStopped ? (
          <Button
            size="xs"
            variant="subtle"
            loading={putAway.isPending}
            onClick={() => putAway.mutate({ params, query: { forget: 'true' } })}
          >
            {t`Put it away`}
          </Button>
        ) : (
          <Button size="xs" variant="subtle" loading={send.isPending} onClick={() => send.mutate({ params })}>
            {t`Send now`}
          </Button>
        )}
      </div>
    </li>
  )
}

const soonMs = 60_000

function When({ reply: { by, sendAt, thenAct } }: { reply: UnsentReply }) {
  const left = Date.parse(sendAt) - useNow()
  if (left > soonMs)
    return (
      <>
        {tx`${by.name}’s reply goes out ${<Moment at={sendAt} />}, unless they write before`}
        <ThenWords act={thenAct} />
      </>
    )
  return (
    <>
      {t`${by.name}’s reply goes out`} {/* Read aloud once, not each second. */}
      <span aria-hidden>{left > 0 ? t`in ${Math.round(left / 1000)} s` : t`now`}</span>
      <span className="visually-hidden"> {t`in less than a minute`}</span>
      <ThenWords act={thenAct} />
    </>
  )
}

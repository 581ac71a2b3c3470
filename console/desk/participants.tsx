import type { Participant, Ticket } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import styles from './ticket-header.module.css'

/** Who takes part besides the contact, and since when: the mail that named them is one step away. */
export function Participants({ participants }: Pick<Ticket, 'participants'>) {
  if (participants.length === 0) return null
  return (
    <p className={styles.from}>
      <span>{t`With`}</span>
      {participants.map((one) => (
        <span key={one.address} className={styles.contact}>
          {one.name !== '' && one.name !== one.address ? `${one.name} ` : ''}&lt;{one.address}&gt;{' '}
          <Since participant={one} />
        </span>
      ))}
    </p>
  )
}

function Since({ participant: { since, messageId, addedBy } }: { participant: Participant }) {
  if (messageId === null) return t`(added by ${addedBy?.name ?? t`a program`})`
  return <a href={`#entry-${messageId}`}>{tx`since ${<Moment at={since} />}`}</a>
}

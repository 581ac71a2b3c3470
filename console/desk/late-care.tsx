import type { Ticket } from '@bellwether/contract/desk.ts'
import { useNow } from '../ui/clock.tsx'
import { spanOf } from '../ui/instants.ts'
import styles from './composer.module.css'
import { type Care, careHints, lateCareOf } from './late-care.rules.ts'

const words: Readonly<Record<Care, string>> = {
  some: 'a friendly word helps',
  much: 'the tone carries as much as the answer',
  all: 'only a right answer in the best of tones helps now',
}

/** How much the tone of a late answer must carry, and what would help this draft. It is never in the way of sending. */
export function LateCareHints({ ticket, text }: { ticket: Ticket; text: string }) {
  const late = lateCareOf(ticket.clocks, useNow())
  if (late === null) return null
  const internals = ticket.openHandOffs.map(({ askedTeam }) => askedTeam.name)
  const hints = careHints(text, { name: ticket.contact.name, internals })
  return (
    <div className={styles.late} data-care={late.care}>
      <p>
        <strong>
          {ticket.contact.name || 'The customer'} has waited {spanOf(late.waitedMs)}
        </strong>
        : {words[late.care]}.
      </p>
      {hints.length > 0 && (
        <ul aria-label="Hints for this draft">
          {hints.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

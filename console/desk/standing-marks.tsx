import type { Ticket } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import { PriorityMark } from './priority-mark.tsx'

/** What decides when somebody looks at a ticket, in a list or on its page; an emergency has a mark of its own before all. */
export function StandingMarks({
  ticket,
}: {
  ticket: Pick<Ticket, 'isOurs' | 'priority' | 'waitingOn' | 'snoozedUntil'>
}) {
  return (
    <>
      {ticket.isOurs && (
        <Mark title={t`Support opened it for itself: nothing goes out until somebody is made the requester`}>
          {t`ours`}
        </Mark>
      )}
      <PriorityMark priority={ticket.priority} />
      {ticket.waitingOn.returnedAt !== null && (
        <Mark tone="accent" icon="back">
          {t`came back`}
        </Mark>
      )}
      {ticket.snoozedUntil !== null && (
        <Mark icon="clock">{tx`snoozed until ${<Moment at={ticket.snoozedUntil} />}`}</Mark>
      )}
    </>
  )
}

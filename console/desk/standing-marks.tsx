import type { Ticket } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'
import { Mark } from '../ui/mark.tsx'
import { EmergencyMark } from './emergency-mark.tsx'

/** What decides when somebody looks at a ticket, in a list or on its page. */
export function StandingMarks({ ticket }: { ticket: Pick<Ticket, 'isUrgent' | 'waitingOn' | 'snoozedUntil'> }) {
  return (
    <>
      {ticket.isUrgent && <EmergencyMark />}
      {ticket.waitingOn.returnedAt !== null && (
        <Mark tone="accent" icon="back">
          came back
        </Mark>
      )}
      {ticket.snoozedUntil !== null && (
        <Mark icon="clock">
          snoozed until <Moment at={ticket.snoozedUntil} />
        </Mark>
      )}
    </>
  )
}

import { claimPagedTicket, fileMail, ticketOpened } from '../desk/desk.ts'
import { followTicket } from '../incidents/incidents.ts'
import { pageAcknowledged } from '../pager/pager.ts'
import { type Subscription, when } from '../platform/events/event.ts'
import { mailReceived } from '../platform/mail/mail.events.ts'

/** What happens when something happened: the one place where modules are wired upwards. */
export const subscriptions: readonly Subscription[] = [
  when(mailReceived, fileMail),
  when(ticketOpened, followTicket),
  when(pageAcknowledged, claimPagedTicket),
]

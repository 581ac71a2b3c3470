import {
  claimPagedTicket,
  fileMail,
  holdUnfiledMail,
  noteAcknowledgement,
  noteFailedCopy,
  returnFailedAnswer,
  ticketMerged,
  ticketOpened,
} from '../desk/desk.ts'
import { followMerge, followTicket } from '../incidents/incidents.ts'
import { forgetContactMethods, leaveRotas, pageAcknowledged } from '../pager/pager.ts'
import { type Subscription, when } from '../platform/events/event.ts'
import { copyFailed, mailFailed, mailReceived, mailSent } from '../platform/mail/mail.events.ts'
import { personDeactivated } from '../platform/people/people.events.ts'

/** What happens when something happened: the one place where modules are wired upwards. */
export const subscriptions: readonly Subscription[] = [
  when(mailReceived, fileMail, holdUnfiledMail),
  when(mailSent, noteAcknowledgement),
  when(mailFailed, returnFailedAnswer),
  when(copyFailed, noteFailedCopy),
  when(ticketOpened, followTicket),
  when(ticketMerged, followMerge),
  when(pageAcknowledged, claimPagedTicket),
  when(personDeactivated, leaveRotas),
  when(personDeactivated, forgetContactMethods),
]

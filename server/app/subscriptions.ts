import {
  claimPagedTicket,
  fileMail,
  holdUnfiledMail,
  noteAcknowledgement,
  returnFailedAnswer,
  ticketOpened,
} from '../desk/desk.ts'
import { followTicket } from '../incidents/incidents.ts'
import { forgetContactMethods, leaveRotas, pageAcknowledged } from '../pager/pager.ts'
import { type Subscription, when } from '../platform/events/event.ts'
import { mailFailed, mailReceived, mailSent } from '../platform/mail/mail.events.ts'
import { personDeactivated } from '../platform/people/people.events.ts'

/** What happens when something happened: the one place where modules are wired upwards. */
export const subscriptions: readonly Subscription[] = [
  when(mailReceived, fileMail, holdUnfiledMail),
  when(mailSent, noteAcknowledgement),
  when(mailFailed, returnFailedAnswer),
  when(ticketOpened, followTicket),
  when(pageAcknowledged, claimPagedTicket),
  when(personDeactivated, leaveRotas),
  when(personDeactivated, forgetContactMethods),
]

import { customerRemoved, customersChanged, customersMerged } from '../customers/customers.ts'
import {
  adoptTickets,
  claimPagedTicket,
  clockBreached,
  fileMail,
  handOffEnded,
  handOffReplied,
  followCustomers,
  holdUnfiledMail,
  leaveDesk,
  leaveTeam,
  noteAcknowledgement,
  noteFailedCopy,
  noteFailedNotice,
  notifyAsked,
  notifyReplied,
  notifyTakenBack,
  releaseTickets,
  returnFailedAnswer,
  ticketHandedOff,
  ticketMerged,
  ticketOpened,
  widenHandOff,
} from '../desk/desk.ts'
import { followMerge, followTicket } from '../incidents/incidents.ts'
import { endRotas, forgetContactMethods, leaveRotas, pageAcknowledged } from '../pager/pager.ts'
import { type Subscription, when } from '../platform/events/event.ts'
import { copyFailed, freeMailboxes, mailFailed, mailReceived, mailSent, sendSignInLink } from '../mail/mail.ts'
import { personDeactivated, signInLinkRequested, teamDissolved } from '../people/people.ts'

/** What happens when something happened: the one place where modules are wired upwards. */
export const subscriptions: readonly Subscription[] = [
  when(signInLinkRequested, 'send-sign-in-link', sendSignInLink),
  when(mailReceived, 'file-mail', fileMail, { givenUp: holdUnfiledMail }),
  when(mailSent, 'note-acknowledgement', noteAcknowledgement, { only: { kind: ['acknowledgement'] } }),
  when(mailFailed, 'return-failed-answer', returnFailedAnswer, { only: { kind: ['reply', 'told'] } }),
  when(copyFailed, 'note-failed-copy', noteFailedCopy),
  when(mailFailed, 'note-failed-notice', noteFailedNotice, { only: { kind: ['notice'], state: ['failed'] } }),
  when(ticketHandedOff, 'notify-asked', notifyAsked, { canWait: true }),
  when(handOffReplied, 'notify-replied', notifyReplied, { canWait: true }),
  when(handOffEnded, 'notify-taken-back', notifyTakenBack, { only: { outcome: ['withdrawn'] } }),
  when(clockBreached, 'widen-hand-off', widenHandOff),
  when(ticketOpened, 'follow-ticket', followTicket),
  when(ticketMerged, 'follow-merge', followMerge),
  when(customersChanged, 'adopt-tickets', adoptTickets),
  when(customersMerged, 'follow-customers', followCustomers),
  when(customerRemoved, 'release-tickets', releaseTickets),
  when(pageAcknowledged, 'claim-paged-ticket', claimPagedTicket),
  when(personDeactivated, 'leave-rotas', leaveRotas),
  when(personDeactivated, 'leave-desk', leaveDesk),
  when(personDeactivated, 'forget-contact-methods', forgetContactMethods),
  when(teamDissolved, 'leave-team', leaveTeam),
  when(teamDissolved, 'end-rotas', endRotas),
  when(teamDissolved, 'free-mailboxes', freeMailboxes),
]

/**
 * The desk loop: claim, hand off with a question and a clock, answered, returned, resolved,
 * documented. Whom a ticket waits on follows from what was said and asked; the customer's clock and those of
 * each team that is asked run side by side and none ever replaces another.
 */
export { actOnTicketsJob } from './acts/run-act.ts'
export { addNote } from './add-note.ts'
export { breachClocks } from './breach-clocks.ts'
export {
  clockBreached,
  customerWrote,
  handOffEnded,
  handOffReplied,
  ticketHandedOff,
  ticketMerged,
  ticketOpened,
} from './desk.events.ts'
export { customerAskLink } from './after-care/customer-ask-by-link.ts'
export { followUp } from './after-care/follow-up.ts'
export { customerAskLinkKind } from './after-care/send-follow-up.ts'
export { adoptTickets } from './adopt-tickets.ts'
export { releaseTickets } from './release-tickets.ts'
export { followCustomers } from './follow-customers.ts'
export { claimPagedTicket } from './claim-paged-ticket.ts'
export { keepSearch } from './search/read-tickets.ts'
export { countTicketsOfShifts } from './figures/count-tickets-of-shifts.ts'
export type { WorkedShift } from './figures/shift-tickets.store.ts'
export { keepFacts, keepFigures } from './figures/keep-figures.ts'
export { fileMail } from './file-mail.ts'
export { fileWaitingMails, holdUnfiledMail } from './file-waiting-mails.ts'
export { noteAcknowledgement } from './note-acknowledgement.ts'
export { noteHappening } from './note-happening.ts'
export { noteFailedCopy } from './note-failed-copy.ts'
export { askedLink } from './hand-offs/asked-by-link.ts'
export { noteFailedNotice } from './hand-offs/note-failed-notice.ts'
export { notifyReplied, notifyTakenBack } from './hand-offs/notify-of-turn.ts'
export { noticeLinkKind, notifyAsked } from './hand-offs/notify-asked.ts'
export { acknowledgePagedQuestion } from './hand-offs/page-late-question.ts'
export { widenHandOff } from './hand-offs/widen-hand-off.ts'
export { leaveDesk } from './leave-desk.ts'
export { openForOurselves } from './open-own-ticket.ts'
export { openRecurring } from './recurring/open-recurring.ts'
export {
  importedTicketIds,
  liveTicketId,
  liveTicketIds,
  ticketRefs,
  ticketsOfCustomers,
  type TicketRef,
} from './find-tickets.ts'
export { sumUpCounts } from './list-tickets.ts'
export { forgetAddresses } from './search/forget-words.ts'
export { eraseSomeWords, ticketsOfPerson } from './personal-data/erase-tickets.ts'
export { exportTickets } from './personal-data/export-tickets.ts'
export { leaveTeam } from './hand-offs/leave-team.ts'
export { readFiles } from './search/read-files.ts'
export { postChatNoticeJob } from './notices/post-chat-notice.ts'
export { tellNotices } from './notices/tell-notices.ts'
export { forgetFiles } from './files/attach-file.ts'
export { forgetPresence } from './presence/presence.ts'
export { listCalendars } from './targets/calendars.ts'
export { recoverMail } from './recover-mail.ts'
export { noteFailedForward } from './forwards/note-failed-forward.ts'
export { returnFailedAnswer } from './return-failed-answer.ts'
export { recountClocksJob } from './targets/recount-clocks.ts'
export {
  followRulesOfAnswer,
  followRulesOfBreach,
  followRulesOfOpened,
  followRulesOfWord,
} from './rules/follow-rules.ts'
export { sendDueReplies } from './unsent/unsent-replies.ts'
export { wakeTickets } from './sorting/snooze-ticket.ts'
export { writeFirstPolicy } from './targets/response-policy.ts'
export { returnFromIncident, tellCustomer } from './tell-customer.ts'

/**
 * Mail in and out. Every raw mail is stored before it is read and ends as exactly one outcome of the
 * ledger; everything that leaves goes through one door, with retries and with brakes on what nobody wrote.
 * It knows no ticket: who files a mail asks for it here and says what became of it.
 */
export { type LinkMaker, sendMailJob } from './deliver-mail.ts'
export { eraseMailsOf, eraseMailsOfSources, eraseMailsOfTicket, isMailWaiting } from './erase-mails.ts'
export { findRawNamed } from './erase.store.ts'
export { countMailsOfPerson, exportIncoming, exportOutgoing } from './export-mails.ts'
export { isEcho } from './echo.rules.ts'
export { failCopy, failDelivery } from './fail-delivery.ts'
export { freeMailboxes } from './free-mailboxes.ts'
export { holdMail, isUnreadable } from './hold-mail.ts'
export { findNewestFiled, listWaitingMails } from './list-mails.ts'
export { listenSmtp } from './listen-smtp.ts'
export { mailCertificate } from './mail-certificate.ts'
export { type OutgoingMail, copiesOf, mailCopies, mailDeliveries, outgoingMails } from './mail-deliveries.ts'
export { type MailKind, mailKind, secondsSince } from './mail-kind.rules.ts'
export { openMailReaders } from './mail-readers.ts'
export { type MailTransport, openMailTransport } from './mail-transport.ts'
export { copyFailed, mailboxesChanged, mailFailed, mailReceived, mailSent } from './mail.events.ts'
export { openRawMail } from './open-raw-mail.ts'
export { keepMailboxes, nameSupportAddress, writeMailboxes } from './keep-mailboxes.ts'
export { type Mailboxes, openMailboxes } from './open-mailboxes.ts'
export { areAddressesNamed, isOurAddress, mailboxOf, sendingMailbox, taggedAddress } from './our-address.ts'
export { isOneWaiting, listRawNames, refileMail } from './incoming.store.ts'
export { domainOf } from './brake.rules.ts'
export { isMachineAddress } from './reading/sender.rules.ts'
export {
  type IncomingMailRow,
  type ReceivedMail,
  addRecipients,
  findDuplicate,
  findFiledAlert,
  listEarlierWaiting,
  readIncomingMail,
  settleMail,
  unfiledMail,
  waitingMail,
} from './receive-mail.ts'
export { mailTokenPurpose, type NewMail, sendMail, sendMails } from './send-mail.ts'
export { proofIn, senderProofs } from './sender-proofs.ts'
export { fileStrayMails, listStrayAddresses, strayAddresses } from './stray-mail.ts'
export { sendSignInLink } from './send-sign-in-link.ts'

import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import {
  failCopy,
  failDelivery,
  copiesOf,
  type MailKind,
  mailKind,
  secondsSince,
  isOneWaiting,
  isOurAddress,
  findDuplicate,
  readIncomingMail,
  type ReceivedMail,
  settleMail,
  strayAddresses,
  waitingMail,
} from '../mail/mail.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { answeredForward, fileForwardAnswer } from './forwards/file-forward-answer.ts'
import { answeredNotice, fileNoticeAnswer } from './hand-offs/file-notice-answer.ts'
import { answeredTicketNotice, fileNoteAnswer } from './notices/file-note-answer.ts'
import { alertSourcesOf, fileAlertMail, fileEarlierAlerts } from './page-by-mail.ts'
import { spamReason } from './removal/spam-reason.ts'
import { findSpamFrom } from './removal/removal.store.ts'
import { answeredMails, findBouncedMail, findBouncedNotice, isOurOwn, threadMail } from './thread-mail.ts'
import {
  addBounce,
  addCopy,
  addCustomerMessage,
  openSpamFromMail,
  openTicketFromMail,
} from './write-customer-message.ts'

/** A mail becomes exactly one of: a ticket, a message on one, an alert, held, or rejected with a reason. */
export async function fileMail(ctx: Context, { mailId }: { mailId: string }): Promise<void> {
  allowJobsOnly(ctx)
  const mail = await readIncomingMail(ctx, mailId)
  if (!mail) return
  await fileEarlierAlerts(ctx, mailId, fileMail)
  await inTransaction(ctx, async (ctx) => {
    const row = await waitingMail(ctx, mailId)
    if (!row) return
    const received = { row, mail }
    const kind = await kindOf(ctx, received)
    const sources = await alertSourcesOf(ctx, received, kind)
    if (sources.length > 0) return fileAlertMail(ctx, received, sources)
    if (await isOneWaiting(ctx, mail.references, row)) throw new Error('it answers a mail that waits to be filed')
    const refusal = strayRefusal(ctx, received) ?? (await refusalOf(ctx, received, kind))
    if (refusal) return settleMail(ctx, received, refusal)
    if (kind === 'read-receipt')
      return settleMail(ctx, received, rejected(said`a read receipt: nobody has to act on it`))
    if (kind === 'bounce') return fileBounce(ctx, received)
    const notice = await answeredNotice(ctx, received)
    if (notice) return fileNoticeAnswer(ctx, received, { notice, kind })
    const forward = await answeredForward(ctx, received)
    if (forward) return fileForwardAnswer(ctx, received, { forward, kind })
    const told = await answeredTicketNotice(ctx, received)
    if (told) return fileNoteAnswer(ctx, received, { notice: told, kind })
    const isAutomatic = kind === 'automatic'
    await fileLetter(ctx, received, { isAutomatic, isAcknowledged: !isAutomatic })
  })
}

/** What sort of mail it is, told also by how soon it answers ours. */
export async function kindOf(ctx: Context, received: ReceivedMail): Promise<MailKind> {
  const { row, mail } = received
  return mailKind(mail, row.envelopeFrom, secondsSince(await answeredMails(ctx, received), row.receivedAt))
}

const rejected = (reason: string) => ({ outcome: 'rejected' as const, reason })
const held = (reason: string) => ({ outcome: 'held' as const, reason })

/** Mail to an address that nobody has set up waits for somebody to do so; then it is filed as if it had just come. */
function strayRefusal(ctx: Context, { row }: ReceivedMail) {
  const strayTo = strayAddresses(ctx, row.envelopeTo)
  if (strayTo.length === 0) return undefined
  return { ...held(said`it came to ${strayTo.join(', ')}, which is no mailbox`), strayTo }
}

/** Nothing is ever sent because of a bounce, so a bounce needs no sender and can run in no circle. */
async function refusalOf(ctx: Context, { row, mail }: ReceivedMail, kind: MailKind) {
  if (await isOurOwn(ctx, mail.messageId)) return rejected(said`our own mail came back`)
  if (!mail.sender && kind !== 'bounce') return held(senderTrouble(ctx, mail))
  const earlier = await findDuplicate(ctx, { row, mail })
  if (earlier) {
    await addCopy(ctx, earlier, row)
    return rejected(said`the same mail was filed before (${earlier.id})`)
  }
  return undefined
}

/** A mail may have no sender but us: a form that names nobody, or our own mail without its id. */
function senderTrouble(ctx: Context, { headers }: ReceivedMail['mail']): string {
  const from = headers.get('from')?.match(/[^\s<>,;:"()]{1,64}@[^\s<>,;:"()]{1,255}/g) ?? []
  return from.some((address) => isOurAddress(ctx, address))
    ? said`it names nobody but us as its sender: a form without Reply-To, or our own mail`
    : said`it has no usable sender address`
}

async function fileBounce(ctx: Context, received: ReceivedMail): Promise<void> {
  const { bounce } = received.mail
  const notice = await findBouncedNotice(ctx, bounce.tokens)
  if (notice) {
    if (bounce.isFinal) await failDelivery(ctx, notice.id, bounce.reason)
    return settleMail(ctx, received, rejected(said`a notice to ${notice.toAddress} came back`))
  }
  const returned = await findBouncedMail(ctx, bounce.tokens)
  if (!returned) return settleMail(ctx, received, held(said`a bounce of a mail that did not come from here`))
  const copies = (await copiesOf(ctx, returned.mailId)).map(({ address }) => address)
  const failed = bounce.failed.filter((address) => copies.includes(address))
  // A mail that is passed on comes back from an address that we never knew: then it was the contact's.
  const isOfContact = failed.length === 0 || bounce.failed.includes(returned.toAddress)
  const ticketId = await addBounce(ctx, returned.ticketId, {
    received,
    failed: [...(isOfContact && copies.length > 0 ? [returned.toAddress] : []), ...failed],
  })
  if (bounce.isFinal) {
    if (isOfContact) await failDelivery(ctx, returned.mailId, bounce.reason)
    for (const address of failed) await failCopy(ctx, { mailId: returned.mailId, address }, bounce.reason)
  }
  await settleMail(ctx, received, { outcome: 'message', ticketId })
}

/** Puts a mail on the ticket that it answers, or on one of its own. */
export async function fileLetter(
  ctx: Context,
  received: ReceivedMail,
  { isAutomatic, isAcknowledged }: { isAutomatic: boolean; isAcknowledged: boolean },
): Promise<string> {
  const thread = await threadMail(ctx, received)
  const isAnswer = thread.kind === 'attach'
  const spam = isAnswer && thread.isOfCustomer ? undefined : await spamReason(ctx, received, { isAnswer })
  const answered = spam === undefined ? thread : await spamThread(ctx, received)
  if (answered.kind === 'attach') {
    const ticketId = await addCustomerMessage(ctx, answered.ticketId, received, isAutomatic)
    await settleMail(ctx, received, { outcome: 'message', ticketId })
    return ticketId
  }
  if (spam !== undefined) {
    const ticketId = await openSpamFromMail(ctx, received, { isAutomatic, reason: spam })
    await settleMail(ctx, received, { outcome: 'ticket', ticketId })
    return ticketId
  }
  const { ticketId, acknowledge } = await openTicketFromMail(ctx, received, { isAutomatic, related: answered.related })
  await settleMail(ctx, received, { outcome: 'ticket', ticketId })
  if (isAcknowledged) await acknowledge()
  return ticketId
}

/** What one stranger sends is one ticket in spam, however much it is. */
async function spamThread(ctx: Context, { mail }: ReceivedMail) {
  const ticketId = await findSpamFrom(ctx, mail.sender?.address ?? '')
  return ticketId === undefined
    ? ({ kind: 'new', related: undefined } as const)
    : ({ kind: 'attach', ticketId } as const)
}

import { type SenderProof, senderWords } from '@bellwether/contract/mail.ts'
import { type CustomerRef, findContact, sitesOf } from '../customers/customers.ts'
import { pageTeam } from '../pager/pager.ts'
import { type Context, now } from '../platform/context.ts'
import { announce } from '../platform/events/announce.ts'
import { insertFile } from '../platform/files/file.store.ts'
import { ourAddress } from '../platform/mail/our-address.ts'
import type { Bounce } from '../platform/mail/reading/read-bounce.ts'
import { outgoingMails } from '../platform/mail/mail-deliveries.ts'
import { proofIn } from '../platform/mail/sender-proofs.ts'
import type { ReceivedMail } from '../platform/mail/receive-mail.ts'
import { sendMail } from '../platform/mail/send-mail.ts'
import { findTeam } from '../platform/people/directory.ts'
import { asPart } from '../platform/permissions.ts'
import { customerWaits, finishChange, lockTicket } from './change-ticket.ts'
import { startClock } from './clock.store.ts'
import { customerWrote, ticketOpened } from './desk.events.ts'
import { insertAttachment, insertChange, insertMessage } from './message.store.ts'
import { responseDueAt } from './ticket.rules.ts'
import { insertTicket, type TicketRow, updateTicket } from './ticket.store.ts'

/** Opens a ticket from a mail, acknowledges it, and pages support when a VIP used the emergency address. */
export async function openTicketFromMail(
  ctx: Context,
  received: ReceivedMail,
  how: { isAutomatic: boolean; isAcknowledged: boolean; relatedTicketId: string | undefined },
): Promise<string> {
  const { row, mail } = received
  const writer = await writerOf(ctx, mail)
  const { customer } = writer
  const isUrgent = customer?.isVip === true && row.envelopeTo.some((to) => ourAddress(ctx, to) === 'emergency')
  const ticket = await insertTicket(ctx, {
    subject: mail.subject,
    isUrgent,
    customerId: customer?.id ?? null,
    contactName: writer.name,
    contactEmail: writer.email,
    ownerId: null,
    ballHolder: 'support',
    ballTeamId: null,
    ballSince: now(ctx),
    mentionedSites: customer ? await sitesIn(ctx, customer.id, `${mail.subject}\n${mail.fullText}`) : [],
    relatedTicketId: how.relatedTicketId ?? null,
    nextDueAt: null,
    lastMessageAt: now(ctx),
    createdAt: now(ctx),
    resolvedAt: null,
    documentedAs: null,
    documentedUrl: null,
    documentedReason: null,
  })
  const messageId = await writeMessage(ctx, ticket.id, received, {
    isAutomatic: how.isAutomatic,
    flag: strangerFlag(how.relatedTicketId),
  })
  if (!how.isAutomatic) {
    const dueAt = responseDueAt(now(ctx), customer, isUrgent)
    await startClock(ctx, { ticketId: ticket.id, handOffId: null, name: 'first-response', dueAt })
  }
  if (isUrgent) await pageSupport(ctx, ticket, customer, proofIn(row))
  if (how.isAcknowledged) await acknowledge(ctx, ticket, received)
  await announce(ctx, ticketOpened, { ticketId: ticket.id })
  await finishChange(ctx, ticket.id, { action: 'open-ticket', detail: { messageId } })
  return ticket.id
}

/** The contact that we know by this address, or what the mail says of its sender. */
async function writerOf(ctx: Context, { sender }: ReceivedMail['mail']) {
  const { name, address } = sender ?? { name: 'Unknown sender', address: 'unknown@invalid' }
  const known = await findContact(asPart(ctx), address)
  return { name: known?.contact.name ?? name, email: address, customer: known?.customer ?? null }
}

/** Adds what a customer wrote; their ball comes to support unless a team is asked. */
export async function addCustomerMessage(
  ctx: Context,
  ticketId: string,
  received: ReceivedMail,
  isAutomatic: boolean,
): Promise<void> {
  const ticket = await lockTicket(ctx, ticketId)
  const messageId = await writeMessage(ctx, ticketId, received, { isAutomatic, flag: null })
  if (!isAutomatic) await customerHasWritten(ctx, ticket, messageId)
  await finishChange(ctx, ticketId, { action: 'add-customer-message', detail: { messageId } })
}

/** A bounce shows on its ticket; nothing is sent to anyone because of it. */
export async function addBounce(ctx: Context, ticketId: string, received: ReceivedMail, bounce: Bounce): Promise<void> {
  await lockTicket(ctx, ticketId)
  const flag = bounce.isFinal ? 'Our mail could not be delivered.' : 'Our mail is late; their server keeps trying.'
  const messageId = await writeMessage(ctx, ticketId, received, { isAutomatic: true, flag })
  await finishChange(ctx, ticketId, { action: 'add-bounce', detail: { messageId } })
}

async function customerHasWritten(ctx: Context, ticket: TicketRow, messageId: string): Promise<void> {
  await updateTicket(ctx, ticket.id, { lastMessageAt: now(ctx) })
  await customerWaits(ctx, ticket)
  await announce(ctx, customerWrote, { ticketId: ticket.id, messageId })
}

async function writeMessage(
  ctx: Context,
  ticketId: string,
  { row, mail }: ReceivedMail,
  how: { isAutomatic: boolean; flag: string | null },
): Promise<string> {
  const messageId = await insertMessage(ctx, {
    ticketId,
    at: now(ctx),
    direction: 'in',
    authorName: mail.sender?.name ?? 'Unknown sender',
    authorEmail: mail.sender?.address ?? null,
    authorPersonId: null,
    text: mail.text,
    fullText: mail.fullText,
    html: mail.html ?? null,
    rfcMessageId: mail.messageId,
    isAutomatic: how.isAutomatic,
    flag: [how.flag, leftOutFlag(mail.attachmentsLeftOut)].filter((one) => one !== null).join(' ') || null,
    leftOut: [...mail.leftOut],
    incomingMailId: row.id,
    outgoingMailId: null,
  })
  for (const attachment of mail.attachments) {
    const { fileName, contentType, sizeBytes } = attachment
    const fileId = await insertFile(ctx, attachment)
    await insertAttachment(ctx, {
      messageId,
      fileId,
      fileName,
      contentType,
      sizeBytes,
      isDamaged: attachment.isDamaged,
      contentId: attachment.contentId ?? null,
    })
  }
  return messageId
}

const strangerFlag = (relatedTicketId: string | undefined): string | null =>
  relatedTicketId ? 'The sender answers a ticket in which they take no part: compare before you trust it.' : null

const leftOutFlag = (count: number): string | null =>
  count > 0 ? `${count} more attachments are only in the raw mail.` : null

async function sitesIn(ctx: Context, customerId: string, text: string): Promise<string[]> {
  const lower = text.toLowerCase()
  return (await sitesOf(asPart(ctx), customerId)).filter((hostname) => lower.includes(hostname))
}

async function pageSupport(
  ctx: Context,
  ticket: TicketRow,
  customer: CustomerRef,
  proof: SenderProof | undefined,
): Promise<void> {
  const support = await findTeam(ctx, 'support')
  const words = proof && senderWords[proof.verdict]
  // The title is the first line of each mail, text message and screen. A check that could not be made accuses nobody.
  const doubt = words && proof.verdict !== 'unknown' ? `${words}: ` : ''
  const body = [
    `${customer.name} (${customer.plan}, VIP) wrote to the emergency address. Ticket #${ticket.number} waits for a first answer.`,
    ...(words ? [`${words}: ${proof.reason}.`] : []),
  ]
  await pageTeam(asPart(ctx), {
    // A team that nobody is in has the administrators paged.
    teamId: support?.id ?? ticket.id,
    title: `${doubt}${customer.name}: ${ticket.subject}`,
    body: body.join('\n'),
    about: { module: 'desk', id: ticket.id, path: `/tickets/${ticket.number}` },
  })
}

/** The acknowledgement, or on the ticket why there is none. */
async function acknowledge(ctx: Context, ticket: TicketRow, { row, mail }: ReceivedMail): Promise<void> {
  const done = (what: string): Promise<void> =>
    insertChange(ctx, { ticketId: ticket.id, at: now(ctx), who: 'Bellwether', what })
  // The one whose name was used did not write to us and shall not hear of it.
  if (row.senderVerdict === 'forged') return done('has not acknowledged: the sender looks forged')
  const urgent = ticket.isUrgent
    ? 'The person on call has been paged and will answer you here.'
    : 'We will answer you here.'
  const mailId = await sendMail(ctx, {
    kind: 'acknowledgement',
    to: ticket.contactEmail,
    subject: `Re: ${ticket.subject} [#${ticket.number}]`,
    text: `Hello ${ticket.contactName},\n\nyour message has arrived, its number is ${ticket.number}. ${urgent}\nTo add something, answer this mail.\n`,
    headers: { 'In-Reply-To': mail.messageId, References: mail.messageId },
    ticketId: ticket.id,
    isKnown: ticket.customerId !== null,
  })
  const [sent] = await outgoingMails(ctx, [mailId])
  await done(sent?.reason ? `has not acknowledged: ${sent.reason}` : 'acknowledged receipt')
}

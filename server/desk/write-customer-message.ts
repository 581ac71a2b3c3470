import { said } from '@bellwether/contract/said.ts'
import { type CustomerRef, findSender } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'
import { announce } from '../platform/events/announce.ts'
import { mailboxOf, proofIn, addRecipients, type IncomingMailRow, type ReceivedMail } from '../mail/mail.ts'
import { asPart } from '../platform/permissions.ts'
import { acknowledgeTicket } from './acknowledge-ticket.ts'
import { finishChange, lockLiveTicket } from './change-ticket.ts'
import { customerWaits } from './customer-waits.ts'
import { customerWrote, ticketOpened } from './desk.events.ts'
import { mentionedSites } from './mentioned-sites.ts'
import { attachMailed } from './files/attach-mailed.ts'
import { findWasAsked } from './forwards/forward.store.ts'
import { insertMessage } from './message.store.ts'
import { bringParticipants } from './bring-participants.ts'
import { isEmergency, pagesFor, pageSupport, raiseEmergency, whoPagesOn } from './page-support.ts'
import { isRemoved, staysAway } from './removal/removal.rules.ts'
import { insertRemoval } from './removal/removal.store.ts'
import { planOf, startCustomerClocks } from './start-clock.ts'
import { insertTicket, type TicketRow, updateTicket } from './ticket.store.ts'

/** A ticket that a mail names without coming onto it, and whether its sender takes part in that ticket. */
export interface RelatedTicket {
  readonly ticketId: string
  readonly isParticipant: boolean
}

interface NewTicket {
  readonly isAutomatic: boolean
  readonly related: RelatedTicket | undefined
}

interface OpenedTicket {
  readonly ticketId: string
  /** Acknowledges it, as the last thing that is done: whoever acknowledges holds up everybody who does. */
  acknowledge(): Promise<void>
}

/** Opens a ticket from a mail, and pages support when a VIP used the emergency address. */
export async function openTicketFromMail(ctx: Context, received: ReceivedMail, how: NewTicket): Promise<OpenedTicket> {
  const { row, mail } = received
  const writer = await writerOf(ctx, received)
  const { customer, paging } = writer
  const isUrgent = isEmergency(ctx, row.envelopeTo, paging)
  const { isAutomatic, related } = how
  const unpaged = unpagedFlag(ctx, row, isUrgent)
  const { ticket, messageId } = await insertFromMail(ctx, received, {
    writer,
    isUrgent,
    isAutomatic,
    relatedTicketId: related?.ticketId ?? null,
    flag: joined(strangerFlag(related), unpaged),
  })
  if (!isAutomatic) {
    const waiting = { id: ticket.id, isUrgent, customer }
    await startCustomerClocks(ctx, waiting, { names: ['first-response', 'resolution'], startedAt: row.receivedAt })
  }
  if (isUrgent && paging) await pageSupport(ctx, ticket, emergencyIn(row, paging))
  const isKnown = paging !== null || related?.isParticipant === true
  const isForged = row.senderVerdict === 'forged'
  // A system that we asked would answer, and so on.
  const isAsked = await findWasAsked(ctx, ticket.contactEmail)
  await Promise.all([
    announce(ctx, ticketOpened, { ticketId: ticket.id }),
    finishChange(ctx, ticket.id, {
      action: 'open-ticket',
      detail: { messageId },
      keepsPlan: planOf(customer),
    }),
  ])
  const acknowledge = async (): Promise<void> => {
    const isUnpaged = unpaged !== null
    if (!isAsked) await acknowledgeTicket(ctx, ticket, { answers: mail.messageId, isKnown, isForged, isUnpaged })
  }
  return { ticketId: ticket.id, acknowledge }
}

/** Opens a ticket in spam: nothing of it waits, and nobody is told of it. */
export async function openSpamFromMail(
  ctx: Context,
  received: ReceivedMail,
  { isAutomatic, reason }: { isAutomatic: boolean; reason: string },
): Promise<string> {
  const { ticket, messageId } = await insertFromMail(ctx, received, {
    writer: await writerOf(ctx, received),
    isUrgent: false,
    isAutomatic,
    relatedTicketId: null,
    flag: joined(unpagedFlag(ctx, received.row, false), reason),
  })
  await updateTicket(ctx, ticket.id, { state: 'spam', waitingOn: 'nobody', resolvedAt: received.row.receivedAt })
  await insertRemoval(ctx, ticket.id, null)
  await finishChange(ctx, ticket.id, { action: 'open-as-spam', detail: { messageId } })
  return ticket.id
}

interface Inserted {
  readonly writer: Awaited<ReturnType<typeof writerOf>>
  readonly isUrgent: boolean
  readonly isAutomatic: boolean
  readonly relatedTicketId: string | null
  readonly flag: string | null
}

/** A ticket that waits on support, its first message, and who takes part. */
async function insertFromMail(
  ctx: Context,
  received: ReceivedMail,
  { writer, isUrgent, isAutomatic, relatedTicketId, flag }: Inserted,
): Promise<{ ticket: TicketRow; messageId: string }> {
  const { row, mail } = received
  const { receivedAt } = row
  const { customer } = writer
  const ticket = await insertTicket(ctx, {
    subject: mail.subject,
    isUrgent,
    customerId: customer?.id ?? null,
    contactName: writer.name,
    contactEmail: writer.email,
    ownerId: null,
    mailboxId: cameTo(ctx, row.envelopeTo, isUrgent),
    owes: 'support',
    waitingOn: 'support',
    waitingSince: receivedAt,
    mentionedSites: customer ? await mentionedSites(ctx, customer.id, `${mail.subject}\n${mail.fullText}`) : [],
    relatedTicketId,
    lastMessageAt: receivedAt,
    createdAt: receivedAt,
  })
  const messageId = await writeMessage(ctx, ticket.id, received, { isAutomatic, flag })
  if (!isAutomatic) await bringParticipants(ctx, ticket, { received, messageId, isFirst: true })
  return { ticket, messageId }
}

/** The mailbox that a mail is for: an emergency's where it is one, else the first that is none. */
function cameTo(ctx: Context, envelopeTo: readonly string[], isUrgent: boolean): string | null {
  const mailboxes = envelopeTo.flatMap((to) => mailboxOf(ctx, to) ?? [])
  return (mailboxes.find(({ isEmergency }) => isEmergency === isUrgent) ?? mailboxes[0])?.id ?? null
}

/** The contact that we know by this address, or what the mail says of its sender; and for whom they may page. */
async function writerOf(ctx: Context, { row, mail: { sender } }: ReceivedMail) {
  if (!sender) throw new Error('a mail without a sender is held, not filed')
  const { name, address } = sender
  const known = await findSender(asPart(ctx), address)
  const paging = pagesFor(known, address, proofIn(row))
  return { name: known?.contact?.name ?? name, email: address, customer: known?.customer ?? null, paging }
}

/** Adds what a customer wrote; it waits on support then, or on a team that is asked. */
export async function addCustomerMessage(
  ctx: Context,
  filedOn: string,
  received: ReceivedMail,
  isAutomatic: boolean,
): Promise<string> {
  const ticket = await lockLiveTicket(ctx, filedOn)
  const ticketId = ticket.id
  const { customer, ...writer } = await writerOf(ctx, received)
  const paging = writer.paging ?? (await whoPagesOn(ctx, ticket, proofIn(received.row)))
  const isPaged = !isAutomatic && isEmergency(ctx, received.row.envelopeTo, paging)
  const flag = unpagedFlag(ctx, received.row, isPaged)
  const messageId = await writeMessage(ctx, ticketId, received, { isAutomatic, flag })
  if (!isAutomatic) {
    await bringParticipants(ctx, ticket, { received, messageId, isFirst: false })
    if (staysAway(ticket, { isKnown: customer !== null })) await noteWord(ctx, ticket, received.row)
    else await customerHasWritten(ctx, ticket, { row: received.row, messageId, emergency: isPaged ? paging : null })
  }
  await finishChange(ctx, ticketId, { action: 'add-customer-message', detail: { messageId } })
  return ticketId
}

/** A bounce shows on its ticket, with those whom our mail did not reach; nothing is sent to anyone because of it. */
export async function addBounce(
  ctx: Context,
  sentOn: string,
  { received, failed }: { received: ReceivedMail; failed: readonly string[] },
): Promise<string> {
  const { id: ticketId } = await lockLiveTicket(ctx, sentOn)
  const flag = bounceFlag(received, failed)
  const messageId = await writeMessage(ctx, ticketId, received, { isAutomatic: true, flag })
  await finishChange(ctx, ticketId, { action: 'add-bounce', detail: { messageId } })
  return ticketId
}

function bounceFlag({ mail }: ReceivedMail, failed: readonly string[]): string {
  if (!mail.bounce.isFinal) return said`Our mail is late; their server keeps trying.`
  return failed.length > 0
    ? said`Our mail could not be delivered to ${failed.join(', ')}.`
    : said`Our mail could not be delivered.`
}

/**
 * The same mail came once more, by another way. Which addresses it was sent to is known only now: a copy
 * to the emergency address pages where the first did not, unless the customer has heard from us since.
 */
export async function addCopy(ctx: Context, filed: IncomingMailRow, copy: IncomingMailRow): Promise<void> {
  await addRecipients(ctx, filed, copy)
  if (!filed.ticketId) return
  const ticket = await lockLiveTicket(ctx, filed.ticketId)
  const customer = await whoPagesOn(ctx, ticket, proofIn(copy))
  if (isEmergency(ctx, filed.envelopeTo, customer) || !isEmergency(ctx, copy.envelopeTo, customer)) return
  if (isRemoved(ticket)) await customerWaits(ctx, ticket, copy.receivedAt, { isPaged: true })
  else if (ticket.waitingOn === 'customer' || ticket.waitingOn === 'nobody') {
    const what = said`got the same mail at the emergency address: nobody was paged, since it is answered`
    return finishChange(ctx, ticket.id, { action: 'add-copy', what, detail: { mailId: copy.id } })
  }
  await raiseEmergency(ctx, ticket, { ...emergencyIn(copy, customer), since: copy.receivedAt })
  await finishChange(ctx, ticket.id, { action: 'add-copy', detail: { mailId: copy.id } })
}

async function customerHasWritten(
  ctx: Context,
  ticket: TicketRow,
  { row, messageId, emergency }: { row: IncomingMailRow; messageId: string; emergency: CustomerRef | null },
): Promise<void> {
  const { receivedAt } = row
  await noteWord(ctx, ticket, row)
  await customerWaits(ctx, ticket, receivedAt, { isPaged: emergency !== null })
  if (emergency) await raiseEmergency(ctx, ticket, { ...emergencyIn(row, emergency), since: receivedAt })
  await announce(ctx, customerWrote, { ticketId: ticket.id, messageId })
}

async function noteWord(
  ctx: Context,
  { id, lastMessageAt }: TicketRow,
  { receivedAt }: IncomingMailRow,
): Promise<void> {
  if (receivedAt > lastMessageAt) await updateTicket(ctx, id, { lastMessageAt: receivedAt })
}

async function writeMessage(
  ctx: Context,
  ticketId: string,
  { row, mail }: ReceivedMail,
  how: { isAutomatic: boolean; flag: string | null },
): Promise<string> {
  const messageId = await insertMessage(ctx, {
    ticketId,
    at: row.receivedAt,
    direction: 'in',
    authorName: mail.sender?.name ?? 'Unknown sender',
    authorEmail: mail.sender?.address ?? null,
    authorPersonId: null,
    text: mail.text,
    fullText: mail.fullText,
    html: mail.html ?? null,
    rfcMessageId: mail.messageId,
    isAutomatic: how.isAutomatic,
    flag: joined(how.flag, leftOutFlag(mail.attachmentsLeftOut)),
    leftOut: [...mail.leftOut],
    isList: mail.isList,
    incomingMailId: row.id,
    outgoingMailId: null,
  })
  await attachMailed(ctx, mail, { messageId })
  return messageId
}

const emergencyIn = (row: IncomingMailRow, customer: CustomerRef) => ({
  customer,
  proof: proofIn(row),
  envelopeTo: row.envelopeTo,
})

/** An emergency that wakes nobody is never silent: whoever reads the ticket learns why. */
const unpagedFlag = (ctx: Context, row: IncomingMailRow, isPaged: boolean): string | null =>
  !isPaged && row.envelopeTo.some((to) => mailboxOf(ctx, to)?.isEmergency)
    ? said`This came to the emergency address and nobody was paged: its sender is no contact of a customer who may page, nor proven to be at a domain of one.`
    : null

const joined = (...flags: (string | null)[]): string | null => flags.filter((one) => one !== null).join('\n') || null

const strangerFlag = (related: RelatedTicket | undefined): string | null =>
  related && !related.isParticipant
    ? said`The sender answers a ticket in which they take no part: compare before you trust it.`
    : null

const leftOutFlag = (count: number): string | null =>
  count > 0 ? said`${count} more attachments are only in the raw mail.` : null

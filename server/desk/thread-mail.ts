import { findContact } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'
import { verifyToken } from '../platform/links/signed-token.ts'
import { type OutgoingMail, outgoingMails } from '../platform/mail/mail-deliveries.ts'
import type { ReceivedMail } from '../platform/mail/receive-mail.ts'
import { mailTokenPurpose } from '../platform/mail/send-mail.ts'
import { asPart } from '../platform/permissions.ts'
import { findByRfcMessageIds, findParticipants } from './message.store.ts'
import { findTicket, findTickets, type TicketRow } from './ticket.store.ts'
import type { RelatedTicket } from './write-customer-message.ts'

export type Threading = { kind: 'attach'; ticketId: string } | { kind: 'new'; related: RelatedTicket | undefined }

/**
 * Which ticket a mail belongs to: one that a signed token or its references name, and in which the
 * sender takes part. A stranger who holds the right ids gets a ticket of their own that is marked as
 * related, and so does who takes part and gives no more than a number in the subject: it never decides.
 */
export async function threadMail(ctx: Context, { row, mail }: ReceivedMail): Promise<Threading> {
  const byToken = await ticketsByToken(ctx, [...mail.references, ...row.envelopeTo])
  const byReference = (await findByRfcMessageIds(ctx, mail.references)).map((message) => message.ticketId)
  const candidates = [...new Set([...byToken, ...byReference])]
  const tickets = new Map((await findTickets(ctx, candidates)).map((ticket) => [ticket.id, ticket]))
  for (const id of candidates) {
    const ticket = tickets.get(id)
    if (ticket && (await takesPart(ctx, ticket, mail.sender?.address ?? ''))) return { kind: 'attach', ticketId: id }
  }
  const named = candidates.find((id) => tickets.has(id))
  if (named !== undefined) return { kind: 'new', related: { ticketId: named, isParticipant: false } }
  return { kind: 'new', related: await ticketInSubject(ctx, mail) }
}

async function ticketInSubject(ctx: Context, mail: ReceivedMail['mail']): Promise<RelatedTicket | undefined> {
  const number = /\[#(\d{1,9})\]/.exec(mail.subject)?.[1]
  const ticket = number === undefined ? undefined : await findTicket(ctx, number)
  if (!ticket || !(await takesPart(ctx, ticket, mail.sender?.address ?? ''))) return undefined
  return { ticketId: ticket.id, isParticipant: true }
}

/** Which of our mails a bounce returns, and its ticket. */
export async function findBouncedMail(
  ctx: Context,
  tokens: readonly string[],
): Promise<{ mailId: string; ticketId: string } | undefined> {
  const [mail] = (await mailsByToken(ctx, tokens)).filter((one) => one.ticketId !== null)
  return mail?.ticketId ? { mailId: mail.id, ticketId: mail.ticketId } : undefined
}

/** Whether a Message-ID is one that we signed: our own mail came back, whoever it says it is from. */
export async function isOurOwn(ctx: Context, messageId: string): Promise<boolean> {
  const token = /^<([a-z2-7]{42})@/i.exec(messageId)?.[1]
  return token !== undefined && verifyToken(ctx.secret, mailTokenPurpose, token) !== undefined
}

async function ticketsByToken(ctx: Context, texts: readonly string[]): Promise<string[]> {
  const tokens = texts.flatMap((text) => /(?:^<|\+)([a-z2-7]{42})@/i.exec(text)?.[1] ?? [])
  return (await mailsByToken(ctx, tokens)).flatMap((mail) => mail.ticketId ?? [])
}

const mailsByToken = (ctx: Context, tokens: readonly string[]): Promise<OutgoingMail[]> =>
  outgoingMails(
    ctx,
    tokens.flatMap((token) => verifyToken(ctx.secret, mailTokenPurpose, token) ?? []),
  )

/** Whether somebody with this address wrote on the ticket, or belongs to its customer. */
export async function takesPart(ctx: Context, ticket: TicketRow, address: string): Promise<boolean> {
  if (ticket.contactEmail === address || (await findParticipants(ctx, ticket.id)).has(address)) return true
  const known = await findContact(asPart(ctx), address)
  return known !== undefined && known.customer.id === ticket.customerId
}

import { findContact } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'
import { verifyToken } from '../platform/links/signed-token.ts'
import { type OutgoingMail, outgoingMails, type ReceivedMail, mailTokenPurpose } from '../mail/mail.ts'
import { asPart } from '../platform/permissions.ts'
import { findByRfcMessageIds, findWriters } from './message.store.ts'
import { findNamed } from './participant.store.ts'
import { findLiveTicket, findLiveTickets, type TicketRow } from './ticket.store.ts'
import type { RelatedTicket } from './write-customer-message.ts'

export type Threading =
  | { kind: 'attach'; ticketId: string; isOfCustomer: boolean }
  | { kind: 'new'; related: RelatedTicket | undefined }

/**
 * Which ticket a mail belongs to: one that a signed token or its references name, and in which the
 * sender takes part. A stranger who holds the right ids gets a ticket of their own that is marked as
 * related, and so does who takes part and gives no more than a number in the subject: it never decides.
 */
export async function threadMail(ctx: Context, received: ReceivedMail): Promise<Threading> {
  const { mail } = received
  const byToken = (await answeredMails(ctx, received)).flatMap((one) => one.ticketId ?? [])
  const byReference = (await findByRfcMessageIds(ctx, mail.references)).map((message) => message.ticketId)
  const named = await liveTickets(ctx, [...byToken, ...byReference])
  for (const ticket of named)
    if (await takesPart(ctx, ticket, mail.sender?.address ?? ''))
      return { kind: 'attach', ticketId: ticket.id, isOfCustomer: ticket.customerId !== null }
  if (named[0]) return { kind: 'new', related: { ticketId: named[0].id, isParticipant: false } }
  return { kind: 'new', related: await ticketInSubject(ctx, mail) }
}

/** The tickets with these ids in their order; for a merged one that in which it goes on. */
async function liveTickets(ctx: Context, ids: readonly string[]): Promise<TicketRow[]> {
  const rows = await findLiveTickets(ctx, ids)
  const inOrder = ids.flatMap((id) => rows.get(id) ?? [])
  return [...new Map(inOrder.map((row) => [row.id, row])).values()]
}

async function ticketInSubject(ctx: Context, mail: ReceivedMail['mail']): Promise<RelatedTicket | undefined> {
  const number = /\[#(\d{1,9})\]/.exec(mail.subject)?.[1]
  const ticket = number === undefined ? undefined : await findLiveTicket(ctx, number)
  if (!ticket || !(await takesPart(ctx, ticket, mail.sender?.address ?? ''))) return undefined
  return { ticketId: ticket.id, isParticipant: true }
}

/** Which of our mails a bounce returns, and its ticket. */
export async function findBouncedMail(
  ctx: Context,
  tokens: readonly string[],
): Promise<{ mailId: string; ticketId: string; toAddress: string } | undefined> {
  const [mail] = (await mailsByToken(ctx, tokens)).filter((one) => one.ticketId !== null)
  return mail?.ticketId ? { mailId: mail.id, ticketId: mail.ticketId, toAddress: mail.toAddress } : undefined
}

/** Which notice to our own staff a bounce returns. */
export const findBouncedNotice = async (ctx: Context, tokens: readonly string[]): Promise<OutgoingMail | undefined> =>
  (await mailsByToken(ctx, tokens)).find(({ kind, ticketId }) => kind === 'notice' && ticketId === null)

/** Whether a Message-ID is one that we signed: our own mail came back, whoever it says it is from. */
export async function isOurOwn(ctx: Context, messageId: string): Promise<boolean> {
  const token = /^<([a-z2-7]{42})@/i.exec(messageId)?.[1]
  return token !== undefined && verifyToken(ctx.secret, mailTokenPurpose, token) !== undefined
}

/** The mails of ours that a mail answers, by its references and by the addresses it was sent to. */
export function answeredMails(ctx: Context, { row, mail }: ReceivedMail): Promise<OutgoingMail[]> {
  const texts = [...mail.references, ...row.envelopeTo]
  return mailsByToken(
    ctx,
    texts.flatMap((text) => /(?:^<|\+)([a-z2-7]{42})@/i.exec(text)?.[1] ?? []),
  )
}

/** What the mails of this kind that a mail answers were sent for: the ids that `sendMail` was given as their source. */
export const answeredSources = async (
  ctx: Context,
  received: ReceivedMail,
  kind: OutgoingMail['kind'],
): Promise<string[]> =>
  (await answeredMails(ctx, received)).flatMap((one) =>
    one.kind === kind && one.sourceId !== null ? [one.sourceId] : [],
  )

const mailsByToken = (ctx: Context, tokens: readonly string[]): Promise<OutgoingMail[]> =>
  outgoingMails(
    ctx,
    tokens.flatMap((token) => verifyToken(ctx.secret, mailTokenPurpose, token) ?? []),
  )

/**
 * Whether somebody with this address takes part in the ticket: its contact, whom a mail on it named or a
 * person added, whoever wrote on it, and who belongs to its customer. Whom a person took out does no longer.
 */
export async function takesPart(ctx: Context, ticket: TicketRow, address: string): Promise<boolean> {
  if (ticket.contactEmail === address) return true
  const named = (await findNamed(ctx, ticket.id)).find((one) => one.address === address)
  if (named) return named.removedAt === null
  if ((await findWriters(ctx, ticket.id)).has(address)) return true
  const known = await findContact(asPart(ctx), address)
  return known !== undefined && known.customer.id === ticket.customerId
}

import type { Channel } from '@bellwether/contract/desk.ts'
import type { SenderProof } from '@bellwether/contract/mail.ts'
import { said } from '@bellwether/contract/said.ts'
import { type CustomerRef, customersBy, findSender, type Sender } from '../customers/customers.ts'
import { pageTeam } from '../pager/pager.ts'
import type { Context } from '../platform/context.ts'
import { mailboxOf } from '../mail/mail.ts'
import { findTeam } from '../people/people.ts'
import { asPart } from '../platform/permissions.ts'
import { hastenClocks } from './hasten-clocks.ts'
import { findTicket, type TicketRow, updateTicket } from './ticket.store.ts'

/** Only a customer who may page wakes anybody, and only by the emergency address. */
export function isEmergency(
  ctx: Context,
  envelopeTo: readonly string[],
  customer: CustomerRef | null,
): customer is CustomerRef {
  return customer?.isVip === true && envelopeTo.some((to) => mailboxOf(ctx, to)?.isEmergency)
}

/** The customer of a ticket; null where the sender is nobody's contact. */
async function customerOf(ctx: Context, { customerId }: TicketRow): Promise<CustomerRef | null> {
  if (customerId === null) return null
  return (await customersBy(asPart(ctx), 'id', [customerId])).get(customerId) ?? null
}

/** For whom a mail from this address may page. */
export const whoPages = async (
  ctx: Context,
  address: string,
  proof: SenderProof | undefined,
): Promise<CustomerRef | null> => pagesFor(await findSender(asPart(ctx), address), address, proof)

/**
 * For whom somebody may page by a mail: the customer whose contact has its address. Where only its domain says whose
 * it is, anybody could have written it: then it must be proven.
 */
export function pagesFor(
  sender: Sender | undefined,
  address: string,
  proof: SenderProof | undefined,
): CustomerRef | null {
  if (!sender) return null
  const isProven = proof?.verdict === 'proven' && address.endsWith(`@${proof.domain}`)
  return sender.contact !== null || isProven ? sender.customer : null
}

/** For whom a mail on a ticket may page: the ticket's customer, where a mail from its contact might. */
export const whoPagesOn = async (
  ctx: Context,
  ticket: TicketRow,
  proof: SenderProof | undefined,
): Promise<CustomerRef | null> =>
  (await whoPages(ctx, ticket.contactEmail, proof)) === null ? null : customerOf(ctx, ticket)

/** Who cries for help, whether it is proven to be them, and where they cried. */
export interface Emergency {
  readonly customer: CustomerRef
  readonly proof: SenderProof | undefined
  readonly envelopeTo: readonly string[]
  /** By which they cried; by mail where it is left out. */
  readonly channel?: Channel | 'again'
}

/** An old ticket has become an emergency at that instant: it is urgent, its clock is, and support is paged. */
export async function raiseEmergency(
  ctx: Context,
  ticket: TicketRow,
  emergency: Emergency & { since: Date },
): Promise<void> {
  await updateTicket(ctx, ticket.id, { isUrgent: true })
  await hastenClocks(ctx, ticket.id, emergency)
  await pageSupport(ctx, ticket, emergency)
}

/** To follow on the name of the customer. */
const cries: Readonly<Record<Channel | 'again', string>> = {
  again: said`has an emergency that nobody has taken on`,
  mail: said`wrote to the emergency address`,
  form: said`asked for help at once by the form on the web`,
  phone: said`called with an emergency`,
  'in-person': said`came by with an emergency`,
  chat: said`wrote of an emergency in a chat`,
  api: said`sent an emergency by the API`,
  import: said`had an emergency`,
}

/** A check that could not be made accuses nobody: it stands in no title. */
const doubts: Readonly<Partial<Record<SenderProof['verdict'], (of: string) => string>>> = {
  unproven: (of) => said`Sender not proven: ${of}`,
  forged: (of) => said`Sender looks forged: ${of}`,
  unknown: (of) => said`Sender not checked: ${of}`,
}

/** Pages the team of the emergency address, wherever the ticket began. */
export async function pageSupport(ctx: Context, ticket: TicketRow, emergency: Emergency): Promise<void> {
  const { customer, proof, envelopeTo, channel = 'mail' } = emergency
  const mailbox = envelopeTo.map((to) => mailboxOf(ctx, to)).find((one) => one?.isEmergency)
  const teamId = mailbox?.teamId ?? (await findTeam(ctx, 'support'))?.id
  const doubt = proof && doubts[proof.verdict]
  // The title is the first line of each mail, text message and screen.
  const title = `${customer.name}: ${ticket.subject}`
  const body = [
    said`${customer.name} (${customer.plan}, VIP) ${cries[channel]}. Ticket #${ticket.number} waits for an answer.`,
    ...(doubt ? [doubt(proof.reason)] : []),
  ]
  await pageTeam(asPart(ctx), {
    // A team that nobody is in has the administrators paged.
    teamId: teamId ?? ticket.id,
    title: doubt && proof.verdict !== 'unknown' ? doubt(title) : title,
    body: body.join('\n'),
    about: { module: 'desk', id: ticket.id, path: `/tickets/${ticket.number}` },
  })
}

/** For verbs: nobody has an emergency any more whose page was acknowledged. */
export async function pageAgain(ctx: Context, ticketId: string): Promise<void> {
  const ticket = await findTicket(ctx, ticketId)
  if (ticket?.state !== 'open') return
  const customer = await customerOf(ctx, ticket)
  if (!customer?.isVip) return
  const mailbox = ctx.mailboxes.all().find(({ id }) => id === ticket.mailboxId)
  const envelopeTo = mailbox ? [mailbox.address] : []
  await pageSupport(ctx, ticket, { customer, proof: undefined, envelopeTo, channel: 'again' })
}

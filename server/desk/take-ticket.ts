import type { Channel } from '@bellwether/contract/desk.ts'
import type { SenderProof } from '@bellwether/contract/mail.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type CustomerRef, findSender } from '../customers/customers.ts'
import { takeFields } from './fields/set-fields.ts'
import type { FieldValues } from './fields/ticket-field.store.ts'
import { isOurAddress } from '../mail/mail.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { oneLine } from '../platform/one-line.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { acknowledgeTicket } from './acknowledge-ticket.ts'
import { actingAuthor, finishChange } from './change-ticket.ts'
import { customerWrote, ticketOpened } from './desk.events.ts'
import { deleteClocks } from './clock.store.ts'
import { stopTicket } from './end-ticket.ts'
import { findIsFormOpen } from './form.store.ts'
import { mentionedSites } from './mentioned-sites.ts'
import { insertMessage } from './message.store.ts'
import { upsertParticipants } from './participant.store.ts'
import { pageSupport, whoPages } from './page-support.ts'
import { blockedAs } from './removal/blocked-senders.ts'
import { insertRemoval } from './removal/removal.store.ts'
import { startCustomerClocks } from './start-clock.ts'
import { insertTicket, type TicketRow } from './ticket.store.ts'

interface Word {
  readonly fields: FieldValues
  readonly contact: { readonly email: string; readonly name: string }
  readonly subject: string
  readonly text: string
  readonly isEmergency: boolean
}

export interface TakenWord extends Word {
  readonly channel: Exclude<Channel, 'mail' | 'form' | 'import'>
  /** Who takes part besides the contact. */
  readonly cc: readonly string[]
  readonly isAcknowledged: boolean
}

/**
 * Opens a ticket for a customer who called, came by or wrote elsewhere: what they said is theirs, by its own channel,
 * and its clocks run as those of a mail do. A person who takes it owns it.
 */
export async function takeTicket(ctx: Context, input: TakenWord): Promise<string> {
  allow(ctx, 'desk.write')
  const author = actingAuthor(ctx)
  return inTransaction(ctx, async (ctx) => {
    const ticket = await openFor(ctx, { ...input, ownerId: author.id, proof: undefined })
    const addedAt = now(ctx)
    const cc = [...new Set(input.cc.map((address) => address.toLowerCase()))]
    const others = cc.filter((address) => address !== ticket.contactEmail && !isOurAddress(ctx, address))
    await upsertParticipants(
      ctx,
      others.map((address) => ({ ticketId: ticket.id, address, name: '', addedAt, addedBy: author.id })),
    )
    if (input.isAcknowledged) await acknowledgeTicket(ctx, ticket, { isKnown: true })
    await finishChange(ctx, ticket.id, {
      action: 'take-ticket',
      what: ways[input.channel],
      keepsPlan: true,
    })
    return ticket.id
  })
}

const ways = {
  phone: said`took this down: they called`,
  'in-person': said`took this down: they came by`,
  chat: said`took this down: they wrote in a chat`,
  api: said`took this down: by the API`,
}

const formAsks = { max: 20, windowSeconds: 3600 }
/** Nobody has shown that the address is theirs: whoever is woken by it reads so. */
const unproven: SenderProof = { verdict: 'unproven', domain: null, reason: said`it came by the form on the web` }

/**
 * Opens a ticket from the form on the web. Open to all: it is for strangers, answers nothing but a number, and is
 * shut until somebody opens it.
 */
export async function askByForm(ctx: Context, input: Word): Promise<{ number: number }> {
  if (!(await findIsFormOpen(ctx))) throw new Problem(notFound, said`There is no form here.`)
  await ctx.attempts.limit({ key: `form:${input.contact.email.toLowerCase()}`, ...formAsks })
  return inTransaction(ctx, async (ctx) => {
    const ticket = await openFor(ctx, { ...input, channel: 'form', ownerId: null, proof: unproven })
    const isKnown = ticket.customerId !== null
    if (!isKnown && (await blockedAs(ctx, ticket.contactEmail)) !== undefined) await putAside(ctx, ticket)
    else await acknowledgeTicket(ctx, ticket, { isKnown })
    await finishChange(ctx, ticket.id, { action: 'ask-by-form', keepsPlan: true })
    return { number: ticket.number }
  })
}

/** Whoever is blocked hears nothing, and what they write is in spam. */
async function putAside(ctx: Context, ticket: TicketRow): Promise<void> {
  await stopTicket(ctx, ticket, 'spam')
  // Its clocks begin once it is restored, and say since when it waited.
  await deleteClocks(ctx, ticket.id)
  await insertRemoval(ctx, ticket.id, null)
}

interface OpenedWord extends Word {
  readonly channel: Channel
  readonly ownerId: string | null
  readonly proof: SenderProof | undefined
}

async function openFor(ctx: Context, word: OpenedWord): Promise<TicketRow> {
  const email = word.contact.email.toLowerCase()
  if (isOurAddress(ctx, email)) {
    const detail = said`This is an address of this desk.`
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/contact/email', detail }] })
  }
  const known = await findSender(asPart(ctx), email)
  const customer = known?.customer ?? null
  const name = known?.contact?.name ?? (oneLine(word.contact.name) || email)
  const isUrgent = word.isEmergency && (await mayPage(ctx, { ...word, email, customer }))
  const ticket = await insertFor(ctx, word, { name, email, customer, isUrgent })
  const startedAt = ticket.createdAt
  const names = ['first-response', 'resolution'] as const
  await startCustomerClocks(ctx, { id: ticket.id, isUrgent, customer }, { names, startedAt })
  const { proof, channel } = word
  if (isUrgent && customer) await pageSupport(ctx, ticket, { customer, proof, envelopeTo: [], channel })
  return ticket
}

/** Who takes it down vouches for whoever called; of the form nothing is proven. */
async function mayPage(
  ctx: Context,
  { channel, email, customer, proof }: OpenedWord & { email: string; customer: CustomerRef | null },
): Promise<boolean> {
  const paging = channel === 'form' ? await whoPages(ctx, email, proof) : customer
  return paging?.isVip === true
}

/** The ticket and its first message. */
async function insertFor(
  ctx: Context,
  word: OpenedWord,
  { name, email, customer, isUrgent }: { name: string; email: string; customer: CustomerRef | null; isUrgent: boolean },
): Promise<TicketRow> {
  const { subject, text, channel, ownerId, isEmergency } = word
  const at = now(ctx)
  const ticket = await insertTicket(ctx, {
    subject: oneLine(subject),
    isUrgent,
    customerId: customer?.id ?? null,
    contactName: name,
    contactEmail: email,
    ownerId,
    mailboxId: null,
    owes: 'support',
    waitingOn: 'support',
    waitingSince: at,
    mentionedSites: customer ? await mentionedSites(ctx, customer.id, `${subject}\n${text}`) : [],
    lastMessageAt: at,
    createdAt: at,
  })
  await takeFields(ctx, ticket.id, { values: word.fields, isForm: channel === 'form' })
  const isUnpaged = isEmergency && !isUrgent
  const messageId = await insertMessage(ctx, {
    ticketId: ticket.id,
    at,
    direction: 'in',
    channel,
    authorName: name,
    authorEmail: email,
    text,
    fullText: text,
    isAutomatic: false,
    flag: isUnpaged ? said`They called it an emergency and nobody was paged: it is of no customer who may page.` : null,
  })
  await announce(ctx, ticketOpened, { ticketId: ticket.id })
  await announce(ctx, customerWrote, { ticketId: ticket.id, messageId })
  return ticket
}

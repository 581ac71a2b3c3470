import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { customersBy, findSender } from '../customers/customers.ts'
import { refileMail } from '../mail/mail.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { finishChange, lockTicket, settleWaitingOn } from './change-ticket.ts'
import { type ClockRow, findClocks, responseClocks } from './clock.store.ts'
import { startResponse } from './customer-waits.ts'
import { ticketOpened } from './desk.events.ts'
import { moveForwards } from './forwards/forward.store.ts'
import { mentionedSites } from './mentioned-sites.ts'
import { findMessage, type MessageRow } from './message.store.ts'
import { deleteRunningResponse, findFirstMessageId, findIsOwed, findOldestOwed, setTicketOf } from './split.store.ts'
import { startCustomerClocks } from './start-clock.ts'
import { insertTicket, type TicketRow, updateTicket } from './ticket.store.ts'

/**
 * What a customer wrote besides becomes a ticket of its own, and waits as it did: since they wrote it. The ticket that it
 * was on goes on without it. To merge the new one back undoes it. Returns the new ticket.
 */
export async function splitTicket(ctx: Context, id: string, messageId: string): Promise<string> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const from = await lockTicket(ctx, id)
    const message = await splittable(ctx, id, messageId)
    const into = await openFor(ctx, from, message)
    await takeOff(ctx, from, message, into.id)
    const detail = { from: id, into: into.id, messageId }
    await announce(ctx, ticketOpened, { ticketId: into.id })
    await finishChange(ctx, id, { action: 'split-ticket', what: said`split off #${into.number}`, detail })
    const what = said`split this off #${from.number}`
    await finishChange(ctx, into.id, { action: 'open-split-ticket', what, detail, keepsPlan: true })
    return into.id
  })
}

/** For verbs that hold the ticket: what a customer wrote on it goes on on another one, and so does the clock that it began. */
export async function takeOff(ctx: Context, from: TicketRow, message: MessageRow, intoId: string): Promise<void> {
  const both = { fromId: from.id, intoId }
  await setTicketOf(ctx, { messageId: message.id, ...both })
  await moveForwards(ctx, message.id, intoId)
  if (message.rfcMessageId) await refileMail(ctx, { messageId: message.rfcMessageId, ...both })
  if (from.state !== 'open' || from.owes !== 'support') return
  if (!(await findIsOwed(ctx, from.id, message.at))) {
    // It was begun by what they wrote, and nothing else is left to answer here.
    await deleteRunningResponse(ctx, from.id)
    return settleWaitingOn(ctx, from, { owes: 'customer' })
  }
  const began = (await findClocks(ctx, [from.id])).find(
    ({ name, stoppedAt, startedAt }) =>
      responseClocks.includes(name) && stoppedAt === null && startedAt.getTime() === message.at.getTime(),
  )
  if (began !== undefined) await beginLater(ctx, from, began.name)
}

/** What is left to answer has waited since the oldest of it was written. */
async function beginLater(ctx: Context, from: TicketRow, name: ClockRow['name']): Promise<void> {
  const startedAt = await findOldestOwed(ctx, from.id)
  if (startedAt === undefined) return
  await deleteRunningResponse(ctx, from.id)
  const response = name === 'first-response' ? name : 'next-response'
  await startResponse(ctx, from, { name: response, startedAt })
  if (from.waitingOn === 'support') await updateTicket(ctx, from.id, { waitingSince: startedAt })
}

async function splittable(ctx: Context, ticketId: string, messageId: string): Promise<MessageRow> {
  const message = await findMessage(ctx, ticketId, messageId)
  if (!message) throw new Problem(notFound, said`There is no such message on this ticket.`)
  const isTheirs = message.direction === 'in' && !message.isAutomatic
  if (isTheirs && (await findFirstMessageId(ctx, ticketId)) !== messageId) return message
  const detail = isTheirs
    ? said`The first message is the ticket. Split off a later one.`
    : said`Choose a message that the customer wrote.`
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/messageId', detail }] })
}

/** A ticket for whoever wrote the message, with clocks that run since they did. */
async function openFor(ctx: Context, from: TicketRow, message: MessageRow): Promise<TicketRow> {
  const email = message.authorEmail ?? from.contactEmail
  const isContact = email === from.contactEmail
  const sender = isContact ? undefined : await findSender(asPart(ctx), email)
  const customerId = isContact ? from.customerId : (sender?.customer.id ?? null)
  const ticket = await insertTicket(ctx, {
    subject: from.subject,
    isUrgent: from.isUrgent,
    priority: from.priority,
    customerId,
    contactName: isContact ? from.contactName : message.authorName,
    contactEmail: email,
    ownerId: null,
    mailboxId: from.mailboxId,
    owes: 'support',
    waitingOn: 'support',
    waitingSince: message.at,
    mentionedSites: customerId ? await mentionedSites(ctx, customerId, message.fullText) : [],
    relatedTicketId: from.id,
    lastMessageAt: message.at,
    createdAt: message.at,
  })
  const customer = customerId ? (await customersBy(asPart(ctx), 'id', [customerId])).get(customerId) : undefined
  const waiting = { id: ticket.id, isUrgent: ticket.isUrgent, customer: customer ?? null }
  await startCustomerClocks(ctx, waiting, { names: ['first-response', 'resolution'], startedAt: message.at })
  return ticket
}

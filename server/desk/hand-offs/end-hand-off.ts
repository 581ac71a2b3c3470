import { handOffNotOpen, mayNotAnswerCustomer } from '@bellwether/contract/desk.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { announce } from '../../platform/events/announce.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, finishChange, lockLiveTicket, settleWaitingOn } from '../change-ticket.ts'
import { stopClocks } from '../clock.store.ts'
import { handOffEnded } from '../desk.events.ts'
import { findHandOff, type HandOffRow, moveHandOff } from './hand-off.store.ts'
import { sendMessage } from '../send-message.ts'
import type { TicketRow } from '../ticket.store.ts'

/** The asked team has seen the question: its acknowledge clock stops, the answer clock runs on. */
export async function acknowledgeHandOff(ctx: Context, id: string): Promise<string> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  return withHandOff(ctx, id, async (ctx, handOff) => {
    const change = { state: 'acknowledged' as const, acknowledgedBy: person.id, acknowledgedAt: now(ctx) }
    if (!(await moveHandOff(ctx, id, ['asked'], change))) throw new Problem(handOffNotOpen)
    await stopClocks(ctx, { ticketId: handOff.ticketId, handOffId: id }, ['acknowledge'])
    await finishChange(ctx, handOff.ticketId, { action: 'acknowledge-hand-off', what: 'acknowledged the question' })
  })
}

/** Answers, internally or to the customer; the ticket returns to its owner by itself. */
export async function answerHandOff(
  ctx: Context,
  id: string,
  input: { text: string; toCustomer: boolean },
): Promise<string> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  return withHandOff(ctx, id, async (ctx, handOff, ticket) => {
    if (input.toCustomer && !handOff.mayReplyToCustomer) throw new Problem(mayNotAnswerCustomer)
    await endHandOff(ctx, handOff, ticket, { outcome: 'answered', answer: input.text, toCustomer: input.toCustomer })
    if (input.toCustomer) await sendMessage(ctx, ticket, { text: input.text, author: person, kind: 'reply' })
    const what = input.toCustomer ? 'answered the customer' : 'answered the question'
    await finishChange(ctx, ticket.id, { action: 'answer-hand-off', what })
  })
}

/** Declines with a reason, which returns the ticket just as an answer does. */
export async function declineHandOff(ctx: Context, id: string, reason: string): Promise<string> {
  allow(ctx, 'desk.write')
  return withHandOff(ctx, id, async (ctx, handOff, ticket) => {
    await endHandOff(ctx, handOff, ticket, { outcome: 'declined', answer: reason, toCustomer: false })
    await finishChange(ctx, ticket.id, { action: 'decline-hand-off', what: 'declined the question' })
  })
}

/** Support takes its question back. */
export async function withdrawHandOff(ctx: Context, id: string): Promise<string> {
  allow(ctx, 'desk.write')
  return withHandOff(ctx, id, async (ctx, handOff, ticket) => {
    await endHandOff(ctx, handOff, ticket, { outcome: 'withdrawn', answer: null, toCustomer: false })
    await finishChange(ctx, ticket.id, { action: 'withdraw-hand-off', what: 'withdrew the question' })
  })
}

/** Locks the ticket before the hand-off, as every verb does, so that two verbs never wait for each other. */
async function withHandOff(
  ctx: Context,
  id: string,
  work: (ctx: Context, handOff: HandOffRow, ticket: TicketRow) => Promise<void>,
): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    const handOff = await findHandOff(ctx, id)
    if (!handOff) throw new Problem(notFound, 'There is no such hand-off.')
    const ticket = await lockLiveTicket(ctx, handOff.ticketId)
    await work(ctx, { ...handOff, ticketId: ticket.id }, ticket)
    return ticket.id
  })
}

async function endHandOff(
  ctx: Context,
  handOff: HandOffRow,
  ticket: TicketRow,
  end: { outcome: 'answered' | 'declined' | 'withdrawn'; answer: string | null; toCustomer: boolean },
): Promise<void> {
  const { id: endedBy } = actingPerson(ctx)
  const ended = await moveHandOff(ctx, handOff.id, ['asked', 'acknowledged'], {
    state: end.outcome,
    outcome: end.outcome,
    answer: end.answer,
    answeredToCustomer: end.toCustomer,
    endedBy,
    endedAt: now(ctx),
    returnedTo: ticket.ownerId,
  })
  if (!ended) throw new Problem(handOffNotOpen)
  await stopClocks(ctx, { ticketId: ticket.id, handOffId: handOff.id }, ['acknowledge', 'answer'])
  await settleWaitingOn(ctx, ticket, end.toCustomer ? { owes: 'customer' } : {})
  await announce(ctx, handOffEnded, { ticketId: ticket.id, handOffId: handOff.id, teamId: handOff.askedTeamId })
}

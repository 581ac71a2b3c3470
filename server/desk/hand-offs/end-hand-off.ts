import { handOffNotOpen, mayNotAnswerCustomer } from '@bellwether/contract/desk.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { announce } from '../../platform/events/announce.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, settleWaitingOn } from '../change-ticket.ts'
import { findRunningOfHandOff, stopClocks } from '../clock.store.ts'
import { handOffEnded } from '../desk.events.ts'
import { resumeClocks } from '../pause-clocks.ts'
import { sendMessage } from '../send-message.ts'
import type { TicketRow } from '../ticket.store.ts'
import { type HandOffRow, moveHandOff } from './hand-off.store.ts'
import { endPagesOfQuestion } from './page-late-question.ts'
import { type AtWork, finishHandOffChange, withHandOff } from './with-hand-off.ts'

export interface AnswerInput {
  readonly text: string
  readonly toCustomer: boolean
  /** What the team still does afterwards; empty where that is nothing. */
  readonly todo: string
}

/** Answers, internally or to the customer; the ticket returns to its owner by itself. */
export async function answerHandOff(ctx: Context, id: string, input: AnswerInput): Promise<string> {
  allow(ctx, 'desk.write')
  const { text, toCustomer } = input
  return withHandOff(ctx, id, async (ctx, at) => {
    if (toCustomer && !at.handOff.mayReplyToCustomer) throw new Problem(mayNotAnswerCustomer)
    await endHandOff(ctx, at, { outcome: 'answered', answer: text, toCustomer, todo: input.todo || null })
    if (toCustomer) await sendMessage(ctx, at.ticket, { text, author: actingPerson(ctx), kind: 'reply' })
    const what = toCustomer ? said`answered the customer` : said`answered the question`
    await finishHandOffChange(ctx, at, { action: 'answer-hand-off', what })
  })
}

/** Declines with a reason, which returns the ticket just as an answer does. */
export async function declineHandOff(ctx: Context, id: string, reason: string): Promise<string> {
  allow(ctx, 'desk.write')
  return withHandOff(ctx, id, async (ctx, at) => {
    await endHandOff(ctx, at, { outcome: 'declined', answer: reason })
    await finishHandOffChange(ctx, at, { action: 'decline-hand-off', what: said`declined the question` })
  })
}

/** Support takes its question back. */
export async function withdrawHandOff(ctx: Context, id: string): Promise<string> {
  allow(ctx, 'desk.write')
  return withHandOff(ctx, id, async (ctx, at) => {
    await endHandOff(ctx, at, { outcome: 'withdrawn', answer: null })
    await finishHandOffChange(ctx, at, { action: 'withdraw-hand-off', what: said`withdrew the question` })
  })
}

/** Nobody but whoever asked knows of a private question. */
const returnsTo = ({ isPrivate, askedBy }: HandOffRow, { ownerId }: TicketRow): string | null =>
  isPrivate ? askedBy : ownerId

interface Ending {
  readonly outcome: NonNullable<HandOffRow['outcome']>
  readonly answer: string | null
  readonly toCustomer?: boolean
  readonly todo?: string | null
}

/** For verbs that hold the ticket: ends what a team is asked, with its clocks; who must act follows from it. */
export async function endHandOff(
  ctx: Context,
  { handOff, ticket }: AtWork,
  { outcome, answer, toCustomer = false, todo = null }: Ending,
): Promise<void> {
  // Where its team is dissolved nobody ends it.
  const endedBy = ctx.actor.kind === 'job' ? null : actingPerson(ctx).id
  const ended = await moveHandOff(ctx, handOff.id, ['asked', 'acknowledged', 'asked-back'], {
    state: outcome,
    outcome,
    answer,
    todo,
    answeredToCustomer: toCustomer,
    endedBy,
    endedAt: now(ctx),
    returnedTo: outcome === 'passed-on' ? null : returnsTo(handOff, ticket),
  })
  if (!ended) throw new Problem(handOffNotOpen)
  await endPagesOfQuestion(ctx, handOff.id)
  // Where the team asked back its clock stands still: it ends with an instant at which it was due.
  await resumeClocks(ctx, await findRunningOfHandOff(ctx, handOff.id))
  const of = { ticketId: ticket.id, handOffId: handOff.id }
  await Promise.all([
    stopClocks(ctx, of, ['acknowledge', 'answer']),
    settleWaitingOn(ctx, ticket, toCustomer ? { owes: 'customer' } : {}),
    announce(ctx, handOffEnded, { ...of, outcome }, { isShown: !handOff.isPrivate }),
  ])
}

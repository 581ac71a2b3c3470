import { handOffNotOpen, nothingAskedBack, nothingReturned, nothingToDo } from '@bellwether/contract/desk.ts'
import { forbidden } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { announce } from '../../platform/events/announce.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, settleWaitingOn } from '../change-ticket.ts'
import { findRunningOfHandOff, stopClocks } from '../clock.store.ts'
import { handOffReplied } from '../desk.events.ts'
import { pauseClocks, resumeClocks } from '../pause-clocks.ts'
import { endPagesOfQuestion } from './page-late-question.ts'
import { isOfAskedTeam } from './hand-off-visibility.rules.ts'
import { insertWord } from './hand-off-word.store.ts'
import { markTodoDone, moveHandOff } from './hand-off.store.ts'
import { finishHandOffChange, withHandOff } from './with-hand-off.ts'

/** The asked team has seen the question: its acknowledge clock stops, the answer clock runs on. */
export async function acknowledgeHandOff(ctx: Context, id: string): Promise<string> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  return withHandOff(ctx, id, async (ctx, at) => {
    const seen = { acknowledgedBy: person.id, acknowledgedAt: now(ctx) }
    if (!(await moveHandOff(ctx, id, ['asked'], { state: 'acknowledged', ...seen }))) throw new Problem(handOffNotOpen)
    await stopClocks(ctx, { ticketId: at.ticket.id, handOffId: id }, ['acknowledge'])
    await endPagesOfQuestion(ctx, id)
    await finishHandOffChange(ctx, at, { action: 'acknowledge-hand-off', what: said`acknowledged the question` })
  })
}

/** The asked team needs to know more, which is an acknowledgement as well: its clock stands still meanwhile. */
export async function askBack(ctx: Context, id: string, text: string): Promise<string> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  return withHandOff(ctx, id, async (ctx, at) => {
    const seen = at.handOff.acknowledgedAt === null ? { acknowledgedBy: person.id, acknowledgedAt: now(ctx) } : {}
    if (!(await moveHandOff(ctx, id, ['asked', 'acknowledged'], { state: 'asked-back', ...seen })))
      throw new Problem(handOffNotOpen)
    await stopClocks(ctx, { ticketId: at.ticket.id, handOffId: id }, ['acknowledge'])
    await endPagesOfQuestion(ctx, id)
    await pauseClocks(ctx, await findRunningOfHandOff(ctx, id))
    await insertWord(ctx, { handOffId: id, at: now(ctx), kind: 'asked-back', personId: person.id, text })
    await settleWaitingOn(ctx, at.ticket)
    await finishHandOffChange(ctx, at, { action: 'ask-back' })
  })
}

/** Support says what the team asked back: it is the team's turn again, and its clock runs on. */
export async function replyToHandOff(ctx: Context, id: string, text: string): Promise<string> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  return withHandOff(ctx, id, async (ctx, at) => {
    if (!(await moveHandOff(ctx, id, ['asked-back'], { state: 'acknowledged' }))) throw new Problem(nothingAskedBack)
    await resumeClocks(ctx, await findRunningOfHandOff(ctx, id))
    await insertWord(ctx, { handOffId: id, at: now(ctx), kind: 'replied', personId: person.id, text })
    await settleWaitingOn(ctx, at.ticket)
    const shown = { isShown: !at.handOff.isPrivate }
    await announce(ctx, handOffReplied, { ticketId: at.ticket.id, handOffId: id }, shown)
    await finishHandOffChange(ctx, at, { action: 'reply-to-hand-off' })
  })
}

/** Support goes on from what came back, so that it is no longer the first thing to do. */
export async function goOnFromHandOff(ctx: Context, id: string): Promise<string> {
  allow(ctx, 'desk.write')
  return withHandOff(ctx, id, async (ctx, at) => {
    if (!(await moveHandOff(ctx, id, ['answered', 'declined'], { state: 'returned' })))
      throw new Problem(nothingReturned)
    await settleWaitingOn(ctx, at.ticket)
    await finishHandOffChange(ctx, at, { action: 'go-on-from-hand-off', what: said`goes on from the answer` })
  })
}

/** A note of the asked team to itself, which nobody else reads. */
export async function addTeamNote(ctx: Context, id: string, text: string): Promise<string> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  return withHandOff(ctx, id, async (ctx, at) => {
    if (!isOfAskedTeam(ctx.actor, at.handOff))
      throw new Problem(forbidden, said`These notes are the team’s own: only who is in it writes them.`)
    await insertWord(ctx, { handOffId: id, at: now(ctx), kind: 'team-note', personId: person.id, text })
    await finishHandOffChange(ctx, at, { action: 'add-team-note' })
  })
}

/** What the team still had to do after its answer is done. */
export async function finishTodo(ctx: Context, id: string): Promise<string> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  return withHandOff(ctx, id, async (ctx, at) => {
    if (!(await markTodoDone(ctx, id, { todoDoneBy: person.id, todoDoneAt: now(ctx) }))) throw new Problem(nothingToDo)
    await finishHandOffChange(ctx, at, { action: 'finish-todo', what: said`did what was left to do` })
  })
}

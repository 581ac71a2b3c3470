import type { HandOffRequest } from '@bellwether/contract/desk.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, finishChange, lockOpenTicket } from '../change-ticket.ts'
import { askTeam, requireAskable } from './ask-team.ts'
import { markReturned } from './hand-off.store.ts'

/**
 * Asks another team. The team's own clocks start at this instant, whatever happened before; the
 * customer's clock runs on beside them; whoever asks stays the owner.
 */
export async function handOffTicket(ctx: Context, id: string, input: HandOffRequest): Promise<void> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  const dueAt = dueOf(input, now(ctx))
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockOpenTicket(ctx, id)
    const ask = { ...input, dueAt, round: null, askedBy: person.id, passedOnFromId: null }
    const turn = { owes: 'support', ownerId: ticket.ownerId ?? person.id } as const
    const [handOff] = await Promise.all([askTeam(ctx, ticket, ask, turn), markReturned(ctx, id)])
    await finishChange(ctx, id, { action: 'hand-off-ticket', detail: { handOffId: handOff.id } })
  })
}

/** For verbs that hold the ticket, and hand it off later, at that instant: what nobody could ask now is refused now. */
export async function requireHandOff(ctx: Context, ticketId: string, input: HandOffRequest, at: Date): Promise<void> {
  dueOf(input, at)
  await requireAskable(ctx, ticketId, { ...input, askedBy: actingPerson(ctx).id })
}

/** When the answer is wanted; refused where that is past when the team is asked. */
function dueOf({ dueAt: asked }: HandOffRequest, at: Date): Date | null {
  const dueAt = asked === null ? null : new Date(asked)
  if (dueAt === null || dueAt > at) return dueAt
  const detail = said`Choose an instant in the future.`
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/dueAt', detail }] })
}

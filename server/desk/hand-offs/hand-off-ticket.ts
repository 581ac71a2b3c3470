import { badInput } from '@bellwether/contract/problem.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, finishChange, lockOpenTicket } from '../change-ticket.ts'
import { askTeam } from './ask-team.ts'
import { markReturned } from './hand-off.store.ts'

export interface HandOffInput {
  readonly toTeam: string
  readonly toPerson: string | null
  readonly question: string
  readonly dueAt: string | null
  readonly isUrgent: boolean
  readonly isPrivate: boolean
  readonly mayReplyToCustomer: boolean
  readonly evidenceLinks: { label: string; url: string }[]
}

/**
 * Asks another team. The team's own clocks start at this instant, whatever happened before; the
 * customer's clock runs on beside them; whoever asks stays the owner.
 */
export async function handOffTicket(ctx: Context, id: string, input: HandOffInput): Promise<void> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  const dueAt = input.dueAt === null ? null : new Date(input.dueAt)
  if (dueAt && dueAt <= now(ctx)) {
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/dueAt', detail: 'Choose an instant in the future.' }],
    })
  }
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockOpenTicket(ctx, id)
    const ask = { ...input, dueAt, round: null, askedBy: person.id, passedOnFromId: null }
    const turn = { owes: 'support', ownerId: ticket.ownerId ?? person.id } as const
    const [handOff] = await Promise.all([askTeam(ctx, ticket, ask, turn), markReturned(ctx, id)])
    await finishChange(ctx, id, { action: 'hand-off-ticket', detail: { handOffId: handOff.id } })
  })
}

import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, lockLiveTicket } from '../change-ticket.ts'
import type { TicketRow } from '../ticket.store.ts'
import { canSeeHandOff } from './hand-off-visibility.rules.ts'
import { findHandOff, type HandOffRow } from './hand-off.store.ts'

/** A hand-off that somebody works on, and its ticket, which is locked. */
export interface AtWork {
  readonly handOff: HandOffRow
  readonly ticket: TicketRow
}

/**
 * For verbs: locks the ticket before the hand-off, as every verb does, so that two verbs never wait for each
 * other. Whoever may not know of a private question hears that there is none.
 */
export async function withHandOff(
  ctx: Context,
  id: string,
  work: (ctx: Context, at: AtWork) => Promise<void>,
): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    const found = await findHandOff(ctx, id)
    if (!found || !canSeeHandOff(ctx.actor, found)) throw new Problem(notFound, said`There is no such hand-off.`)
    const ticket = await lockLiveTicket(ctx, found.ticketId)
    const handOff = await findHandOff(ctx, id)
    if (!handOff) throw new Problem(notFound, said`There is no such hand-off.`)
    await work(ctx, { handOff, ticket })
    return ticket.id
  })
}

/** Ends a change of a hand-off. Of a private one nothing stands on the time line of the ticket. */
export async function finishHandOffChange(
  ctx: Context,
  { handOff, ticket }: AtWork,
  { action, what }: { action: string; what?: string },
): Promise<void> {
  const said = what !== undefined && !handOff.isPrivate ? { what } : {}
  await finishChange(ctx, ticket.id, { action, detail: { handOffId: handOff.id }, ...said })
}

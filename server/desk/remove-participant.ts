import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { finishChange, lockTicket } from './change-ticket.ts'
import { markRemoved } from './participant.store.ts'

/** Takes somebody out for good: they get no more answers, and no later mail that names them brings them back. */
export async function removeParticipant(ctx: Context, ticketId: string, asked: string): Promise<void> {
  allow(ctx, 'desk.write')
  const address = asked.toLowerCase()
  await inTransaction(ctx, async (ctx) => {
    await lockTicket(ctx, ticketId)
    const by = ctx.actor.kind === 'person' ? ctx.actor.personId : null
    if (!(await markRemoved(ctx, { ticketId, address }, { at: now(ctx), by })))
      throw new Problem(notFound, said`Nobody with this address takes part in the ticket.`)
    await finishChange(ctx, ticketId, {
      action: 'remove-participant',
      what: said`took ${address} out of the ticket`,
      detail: { address },
    })
  })
}

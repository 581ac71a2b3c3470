import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { eachApart } from '../platform/each-apart.ts'
import { announce } from '../platform/events/announce.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { lockLiveTicket } from './change-ticket.ts'
import { findOverdueTickets, markBreached } from './clock.store.ts'
import { clockBreached } from './desk.events.ts'
import { markStale } from './mark-changed.store.ts'

/**
 * Announces each clock that ran out, once, however many processes look. The ticket is locked before its
 * clocks, as every verb does, so that nobody waits in a circle.
 */
export async function breachClocks(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await eachApart(await findOverdueTickets(ctx), (ticketId) =>
    inTransaction(ctx, async (ctx) => {
      const { id } = await lockLiveTicket(ctx, ticketId)
      for (const clock of await markBreached(ctx, id))
        await announce(ctx, clockBreached, { ticketId: id, clockId: clock.id })
      await markStale(ctx, [id])
    }),
  )
}

import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { markBreached } from './clock.store.ts'
import { clockBreached } from './desk.events.ts'

/** Announces each clock that ran out, once, however many processes look. */
export async function breachClocks(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    for (const clock of await markBreached(ctx)) {
      await announce(ctx, clockBreached, { ticketId: clock.ticketId, clockId: clock.id })
    }
  })
}

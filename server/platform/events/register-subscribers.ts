import type { Context } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { allowJobsOnly } from '../permissions.ts'
import type { Subscription } from './event.ts'
import { lockDelivery, replaceSubscribers } from './outbox.store.ts'

/** Gives every subscriber of this version its cursor; those that are gone lose theirs. Called at each start. */
export async function registerSubscribers(ctx: Context, subscriptions: readonly Subscription[]): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    await lockDelivery(ctx)
    await replaceSubscribers(ctx, subscriptions)
  })
}

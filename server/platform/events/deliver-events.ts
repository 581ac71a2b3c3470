import type { Context } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { sendJobs } from '../jobs/send-jobs.ts'
import { allowJobsOnly } from '../permissions.ts'
import { findEventsAfter, findLagging, lockDelivery, updateNumbers, updatePosition } from './outbox.store.ts'

const numbersAtOnce = 1000
const eventsAtOnce = 200

/**
 * Numbers what was announced, and queues for every subscriber what it has not had: a job for each fact, in
 * the transaction that moves its cursor. Several processes take turns. Returns how many jobs were queued.
 */
export async function deliverEvents(ctx: Context): Promise<number> {
  allowJobsOnly(ctx)
  let queued = 0
  for (let more = true; more;) {
    const some = await inTransaction(ctx, deliverSome)
    queued += some.queued
    more = some.isFull
  }
  return queued
}

async function deliverSome(ctx: Context): Promise<{ queued: number; isFull: boolean }> {
  await lockDelivery(ctx)
  let isFull = (await updateNumbers(ctx, numbersAtOnce)) === numbersAtOnce
  let queued = 0
  for (const subscriber of await findLagging(ctx)) {
    const events = await findEventsAfter(ctx, subscriber, eventsAtOnce)
    await sendJobs(
      ctx,
      events.map(({ payload }) => ({ queue: subscriber.name, data: payload })),
    )
    const last = events.at(-1)
    if (last) await updatePosition(ctx, subscriber.name, last.number)
    queued += events.length
    isFull ||= events.length === eventsAtOnce
  }
  return { queued, isFull }
}

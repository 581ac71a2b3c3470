import type { Context } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { sendJobs } from '../jobs/send-jobs.ts'
import { allowJobsOnly } from '../permissions.ts'
import type { OnlyFacts } from './event.ts'
import { findEventsAfter, findLagging, lockDelivery, updateNumbers, updatePosition } from './outbox.store.ts'

const numbersAtOnce = 1000
const eventsAtOnce = 200

/**
 * Numbers what was announced, and queues for every subscriber what it has not had: a job for each fact that concerns
 * it, in the transaction that moves its cursor. Several processes take turns. Returns how many jobs were queued.
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
    const concerning = events.filter(({ payload }) => concerns(payload, subscriber.onlyFacts))
    await sendJobs(
      ctx,
      concerning.map(({ payload }) => ({ queue: subscriber.name, data: payload })),
    )
    const last = events.at(-1)
    if (last) await updatePosition(ctx, subscriber.name, last.number)
    queued += concerning.length
    isFull ||= events.length === eventsAtOnce
  }
  return { queued, isFull }
}

/** A fact of an earlier version may not say it: then the verb, which is harmless to repeat, finds out. */
const concerns = (payload: Record<string, string>, only: OnlyFacts): boolean =>
  Object.entries(only).every(([name, values]) => payload[name] === undefined || values.includes(payload[name]))

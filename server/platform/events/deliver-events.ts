import type { Context } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { sendJobs } from '../jobs/send-jobs.ts'
import { allowJobsOnly } from '../permissions.ts'
import type { OnlyFacts } from './event.ts'
import { findUndelivered, lockDelivery, updateNumbers, updatePositions } from './outbox.store.ts'

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
  const [, numbered] = await Promise.all([lockDelivery(ctx), updateNumbers(ctx, numbersAtOnce)])
  const bySubscriber = Map.groupBy(await findUndelivered(ctx, eventsAtOnce), ({ name }) => name)
  const delivered = [...bySubscriber].map(([name, facts]) => ({ name, facts, position: facts.at(-1)!.number }))
  const jobs = delivered.flatMap(({ name, facts }) =>
    facts
      .filter(({ payload, onlyFacts }) => concerns(payload, onlyFacts))
      .map(({ payload }) => ({ queue: name, data: payload })),
  )
  await Promise.all([sendJobs(ctx, jobs), updatePositions(ctx, delivered)])
  const isFull = numbered === numbersAtOnce || delivered.some(({ facts }) => facts.length === eventsAtOnce)
  return { queued: jobs.length, isFull }
}

/** A fact of an earlier version may not say it: then the verb, which is harmless to repeat, finds out. */
const concerns = (payload: Record<string, string>, only: OnlyFacts): boolean =>
  Object.entries(only).every(([name, values]) => payload[name] === undefined || values.includes(payload[name]))

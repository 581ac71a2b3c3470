import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { announce } from '../../platform/events/announce.ts'
import type { JobKind } from '../../platform/jobs/start-jobs.ts'
import { sendJobs } from '../../platform/jobs/send-jobs.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { dueOf } from '../clock.rules.ts'
import type { ClockInHours } from '../clock.store.ts'
import { clocksRecounted } from '../desk.events.ts'
import { markStale } from '../mark-changed.store.ts'
import {
  findRecount,
  finishRecount,
  type Half,
  insertRecount,
  lockClocksToRecount,
  noteRecounted,
  type RecountedClock,
  type RecountRow,
  ticketsOf,
  writeRecounted,
} from './recount.store.ts'

const queue = 'desk.recount-clocks'
/** Whoever works on one of these tickets waits until so many are done: a moment. */
const clocksAtOnce = 400

/** For verbs: clocks that run shall follow a version of their calendar, from a job that shows how far it is. */
export async function askForRecount(
  ctx: Context,
  recount: Pick<RecountRow, 'calendarId' | 'calendarVersionId' | 'askedBy'>,
): Promise<void> {
  const { id, finishedAt } = await insertRecount(ctx, recount)
  if (finishedAt === null) await sendJobs(ctx, [{ queue, data: { recountId: id } }])
}

/** Recounts what runs in a calendar that was changed; started again, it goes on where it stopped. */
export const recountClocksJob: JobKind = {
  queue,
  verb: (ctx, { recountId }) => recountClocks(ctx, recountId ?? ''),
}

async function recountClocks(ctx: Context, recountId: string): Promise<void> {
  allowJobsOnly(ctx)
  const recount = await findRecount(ctx, recountId)
  if (!recount || recount.finishedAt !== null) return
  // While one half is reckoned here PostgreSQL writes the other.
  const ended = await Promise.allSettled([recountHalf(ctx, recount, '<'), recountHalf(ctx, recount, '>=')])
  for (const half of ended) if (half.status === 'rejected') throw half.reason
  await inTransaction(ctx, async (ctx) => {
    await finishRecount(ctx, recount.id)
    await announce(ctx, clocksRecounted, { calendarId: recount.calendarId })
  })
}

async function recountHalf(ctx: Context, recount: RecountRow, half: Half): Promise<void> {
  while (await inTransaction(ctx, (ctx) => recountSome(ctx, recount, half)));
}

/** False where nothing was left to do. */
async function recountSome(ctx: Context, recount: RecountRow, half: Half): Promise<boolean> {
  const clocks = await lockClocksToRecount(ctx, recount, { half, limit: clocksAtOnce })
  if (clocks.length === 0) return false
  const recounted = clocks.map((clock) => inHours(clock, now(ctx)))
  await writeRecounted(ctx, recount, recounted)
  // Of a clock the figures know whether it was late, not when it is due.
  const turned = recounted.filter(({ breachedAt }, at) => (breachedAt === null) !== (clocks[at]?.breachedAt === null))
  if (turned.length > 0) await markStale(ctx, ticketsOf(turned))
  await announce(ctx, clocksRecounted, { calendarId: recount.calendarId })
  await noteRecounted(ctx, recount, clocks.length)
  return true
}

/** A clock by the hours that it has now: one that is not late any more was never late. */
function inHours(clock: ClockInHours, at: Date): RecountedClock {
  const { id, ticketId, handOffId, breachedAt } = clock
  const dueAt = dueOf(clock)
  const isLate = breachedAt !== null && dueAt !== null && dueAt <= at
  return { id, ticketId, handOffId, dueAt, breachedAt: isLate ? dueAt : null }
}

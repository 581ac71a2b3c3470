import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { deferHeartbeats, findLook, lockAwaited, noteLook, updateHeartbeat } from './heartbeat.store.ts'
import { timesSetBack } from './heartbeat.rules.ts'

/** Whoever looks every few seconds and comes back after more than this was away, and heard nobody meanwhile. */
const awayMax = 60_000
/** The clocks of two processes differ by less; one that is further behind was set back. */
const skewMax = 60_000

/**
 * For verbs: somebody looks now. What is waited for gets the time back in which nobody looked, as that may be because nobody
 * could, or because the clock was set forward; where it was set back what was to come is told by the clock of now.
 */
export async function followClock(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { awayMilliseconds, behindMilliseconds } = await noteLook(ctx)
    if (awayMilliseconds > awayMax) await deferHeartbeats(ctx, awayMilliseconds)
    if (behindMilliseconds <= skewMax) return
    for (const heartbeat of await lockAwaited(ctx))
      await updateHeartbeat(ctx, heartbeat.id, timesSetBack(heartbeat, behindMilliseconds))
  })
}

/** For verbs: what is heard now is not taken for what was heard before the clock was set back. */
export async function followClockSetBack(ctx: Context): Promise<void> {
  const before = await findLook(ctx)
  if (before?.clockAt && before.clockAt.getTime() - now(ctx).getTime() > skewMax) await followClock(ctx)
}

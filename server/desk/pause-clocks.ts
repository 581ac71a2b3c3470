import { type Context, now } from '../platform/context.ts'
import { paused, resumed } from './clock.rules.ts'
import { type ClockRow, setPauses } from './clock.store.ts'
import type { StoredPause } from './desk.tables.ts'
import { refreshClock } from './refresh-clock.ts'

/*
 * For verbs that hold the ticket and end with `finishChange`.
 */

/** These clocks stand still from now on; what is late by now stays late. */
export const pauseClocks = (ctx: Context, clocks: readonly PausedClock[]): Promise<void> =>
  changePauses(ctx, clocks, paused)

/** What stood still runs on. */
export const resumeClocks = (ctx: Context, clocks: readonly PausedClock[]): Promise<void> =>
  changePauses(ctx, clocks, resumed)

type PausedClock = Pick<ClockRow, 'id' | 'pauses'>

async function changePauses(
  ctx: Context,
  clocks: readonly PausedClock[],
  change: (pauses: readonly StoredPause[], at: Date) => readonly StoredPause[],
): Promise<void> {
  for (const { id, pauses } of clocks) {
    const changed = change(pauses, now(ctx))
    if (changed === pauses) continue
    await setPauses(ctx, id, changed)
    await refreshClock(ctx, id)
  }
}

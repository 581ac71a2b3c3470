import { type Context, now } from '../platform/context.ts'
import { paused, resumed } from './clock.rules.ts'
import { findRunningResponses, setPauses } from './clock.store.ts'
import type { StoredPause } from './desk.tables.ts'
import { refreshClock } from './refresh-clock.ts'

/*
 * For verbs that hold the ticket and end with `finishChange`.
 */

/** What runs for the customer stands still; what is late by now stays late. */
export const pauseClocks = (ctx: Context, ticketId: string): Promise<void> => changePauses(ctx, ticketId, paused)

/** What stood still runs on. */
export const resumeClocks = (ctx: Context, ticketId: string): Promise<void> => changePauses(ctx, ticketId, resumed)

async function changePauses(
  ctx: Context,
  ticketId: string,
  change: (pauses: readonly StoredPause[], at: Date) => readonly StoredPause[],
): Promise<void> {
  for (const { id, pauses } of await findRunningResponses(ctx, [ticketId])) {
    await setPauses(ctx, id, change(pauses, now(ctx)))
    await refreshClock(ctx, id)
  }
}

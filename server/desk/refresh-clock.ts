import type { Context } from '../platform/context.ts'
import { dueOf } from './clock.rules.ts'
import { getClock, writeDueAt } from './clock.store.ts'

/** Derives when a clock is due from what it was started with and when it stood still; nothing else writes it. */
export async function refreshClock(ctx: Context, clockId: string): Promise<void> {
  const clock = await getClock(ctx, clockId)
  const dueAt = dueOf(clock)
  if (dueAt?.getTime() !== clock.dueAt?.getTime()) await writeDueAt(ctx, clockId, dueAt)
}

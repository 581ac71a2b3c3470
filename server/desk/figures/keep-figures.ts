import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { refreshFacts } from './refresh-facts.ts'
import { keepChangedWeeks, lockKeptWeeks } from './figure.store.ts'

/** So that no transaction is long, however many weeks changed at once. */
const weeksAtOnce = 10

/** Derives what changed soon, so that whoever asks for a figure has little to wait for. */
export async function keepFacts(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await refreshFacts(ctx)
}

/** Counts again what changed, so that figures of a year are read and not counted. */
export async function keepFigures(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await refreshFacts(ctx)
  for (const about of ['tickets', 'hand-offs'] as const) {
    const keepSome = (): Promise<boolean> =>
      inTransaction(ctx, async (ctx) => {
        await lockKeptWeeks(ctx)
        return keepChangedWeeks(ctx, about, weeksAtOnce)
      })
    while (await keepSome());
  }
}

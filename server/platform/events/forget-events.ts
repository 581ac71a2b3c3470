import { type Context, now } from '../context.ts'
import { allowJobsOnly } from '../permissions.ts'
import { deleteEventsBefore } from './event.store.ts'

const keptMilliseconds = 90 * 86_400_000

/** Drops announced facts after 90 days: subscribers have acted on them, and the audit remembers who did what. */
export async function forgetOldEvents(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await deleteEventsBefore(ctx, new Date(now(ctx).getTime() - keptMilliseconds))
}

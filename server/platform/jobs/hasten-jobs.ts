import type { Context } from '../context.ts'
import { allowJobsOnly } from '../permissions.ts'
import { beginJobsAfter } from './waiting-jobs.store.ts'

/** No job is told to begin later, and none that failed is tried again later. */
const furthestSeconds = 600

/**
 * Begins what was to begin at an instant that the clock of the records had reached before it was set back: it would wait for as
 * long as that was.
 */
export async function hastenJobs(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const hastened = await beginJobsAfter(ctx, furthestSeconds)
  if (hastened > 0) ctx.log.warn({ hastened }, 'jobs were to begin far ahead, as after the clock was set back')
}

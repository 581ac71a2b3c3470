import { type Context, now } from '../platform/context.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { deleteEndedAlerts } from './alerts/alert.store.ts'
import { deleteChangesBefore } from './changes/change.store.ts'

const dayMilliseconds = 86_400_000
/** A report reaches back over a year, and says of each page from which source it came. */
const keptDays = { changes: 90, alertsThatPaged: 400, quietAlerts: 30 }

/**
 * Forgets what came from outside long ago: changes, and alerts that have ended, those that paged nobody sooner. Pages,
 * and what happened on them, are kept.
 */
export async function forgetPaging(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const before = (days: number): Date => new Date(now(ctx).getTime() - days * dayMilliseconds)
  await deleteChangesBefore(ctx, before(keptDays.changes))
  await deleteEndedAlerts(ctx, { paged: before(keptDays.alertsThatPaged), quiet: before(keptDays.quietAlerts) })
}

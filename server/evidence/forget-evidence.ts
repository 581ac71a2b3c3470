import { recordAudit } from '../platform/audit/record-audit.ts'
import { now, type Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow, allowJobsOnly } from '../platform/permissions.ts'
import { migrateEvidence } from './migrate-evidence.ts'
import { deleteRejections, pruneRejections } from './rejections/rejected-line.store.ts'
import { deleteDeploys, dropPartitions, dropTables } from './forget-evidence.store.ts'

const day = 86_400_000
const eventsKeptDays = 8
const errorsKeptDays = 97
const rejectionsKeptDays = 7

/**
 * Drops events after 7 days, errors and roll-ups after 90, by the installation's clock. Whole
 * partitions go at once, so that a day or a week more may stay.
 */
export async function forgetOldEvidence(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const before = (days: number): Date => new Date(now(ctx).getTime() - days * day)
  await pruneRejections(ctx, before(rejectionsKeptDays))
  await dropPartitions(ctx, ['events'], before(eventsKeptDays))
  await dropPartitions(
    ctx,
    ['errors', 'requests_minute', 'customers_five_minutes', 'classes_seen'],
    before(errorsKeptDays),
  )
}

/** Erases all events, classes and deploys, as when a demo ends. Flush the intake before. */
export async function eraseEvidence(ctx: Context): Promise<void> {
  allow(ctx, 'installation.write')
  await inTransaction(ctx, async (ctx) => {
    await deleteDeploys(ctx)
    await deleteRejections(ctx)
    await recordAudit(ctx, { action: 'evidence.erase', about: { module: 'evidence', id: 'all' } })
  })
  if (ctx.engine.state().state !== 'ready') return
  await dropTables(ctx)
  await migrateEvidence(ctx.engine)
}

import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { updateFirstSteps } from './installation.store.ts'

/** Takes the list of first steps out of everybody's sight, or shows it again. */
export async function putFirstStepsAway(ctx: Context, isAway: boolean): Promise<void> {
  allow(ctx, 'installation.write')
  await inTransaction(ctx, async (ctx) => {
    await updateFirstSteps(ctx, isAway ? now(ctx) : null)
    const about = { module: 'installation', id: 'installation' }
    await recordAudit(ctx, { action: 'installation.put-first-steps-away', about, detail: { isAway } })
  })
}

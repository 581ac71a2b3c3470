import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { deleteSignals } from './signal.store.ts'

/** Erases all signals, as when a demo ends. */
export async function eraseSignals(ctx: Context): Promise<void> {
  allow(ctx, 'installation.write')
  await inTransaction(ctx, async (ctx) => {
    await deleteSignals(ctx)
    await recordAudit(ctx, { action: 'signals.erase', about: { module: 'signals', id: 'all' } })
  })
}

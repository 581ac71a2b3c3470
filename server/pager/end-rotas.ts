import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { beginVersion } from './begin-version.ts'
import { findRotasOf, lockRotas, updateRota } from './rota.store.ts'

/** Nobody is on call for a team that is dissolved; those whose turns end are told. */
export async function endRotas(ctx: Context, { teamId }: { teamId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    await lockRotas(ctx, teamId)
    for (const rota of await findRotasOf(ctx, teamId)) {
      await beginVersion(ctx, rota, { ...rota.written, people: [] })
      await updateRota(ctx, rota.id, { removedAt: now(ctx) })
      await recordAudit(ctx, {
        action: 'pager.end-rota',
        about: { module: 'pager', id: rota.id },
        detail: { name: rota.name },
      })
    }
  })
}

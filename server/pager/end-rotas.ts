import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { teamDirectory } from '../people/people.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { endOverrides } from './override.store.ts'
import { editsOf } from './begin-versions.ts'
import { deletePolicy } from './policy.store.ts'
import { deleteRoomsOf } from './rooms/room.store.ts'
import { findRotasOf, insertLayerVersion, lockRotas, type Rota, updateRota } from './rota.store.ts'
import { tellMovedShifts } from './tell-moved-shifts.ts'

/** Nobody is on call for a team that is dissolved; those whose turns end are told. */
export async function endRotas(ctx: Context, { teamId }: { teamId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    await lockRotas(ctx, teamId)
    await deletePolicy(ctx, teamId)
    await deleteRoomsOf(ctx, teamId)
    for (const rota of await findRotasOf(ctx, teamId)) {
      await updateRota(ctx, rota.id, { removedAt: now(ctx) })
      await endRota(ctx, rota)
      await recordAudit(ctx, {
        action: 'pager.end-rota',
        about: { module: 'pager', id: rota.id },
        detail: { name: rota.name },
      })
    }
  })
}

/** For verbs: nobody has turns on a rota from now on. Ids of whom that was told. */
export async function endRota(ctx: Context, rota: Rota): Promise<string[]> {
  for (const edit of editsOf(rota, [], now(ctx))) await insertLayerVersion(ctx, rota.id, edit)
  await endOverrides(ctx, { rotaId: rota.id })
  const team = (await teamDirectory(ctx)).find(({ id }) => id === rota.teamId)?.name
  return tellMovedShifts(ctx, { team, name: rota.name }, { before: rota, after: { layers: [], overrides: [] } })
}

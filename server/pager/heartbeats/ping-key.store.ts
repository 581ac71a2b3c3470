import type { Selectable } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { pagerDb, type PagerTables } from '../pager.tables.ts'

export type PingKeyRow = Selectable<PagerTables['pager.pingKeys']>

export async function findPingKeys(ctx: Context): Promise<PingKeyRow[]> {
  return pagerDb(ctx).selectFrom('pager.pingKeys').selectAll().orderBy('teamId').execute()
}

/** Whose ping key this is. */
export async function findTeamOfPingKey(ctx: Context, keyHash: Buffer): Promise<string | undefined> {
  const row = await pagerDb(ctx)
    .selectFrom('pager.pingKeys')
    .select('teamId')
    .where('keyHash', '=', keyHash)
    .executeTakeFirst()
  return row?.teamId
}

/** In place of the one that the team had. */
export async function putPingKey(ctx: Context, teamId: string, keyHash: Buffer): Promise<PingKeyRow> {
  const key = { keyHash, madeAt: now(ctx) }
  return pagerDb(ctx)
    .insertInto('pager.pingKeys')
    .values({ teamId, ...key })
    .onConflict((conflict) => conflict.column('teamId').doUpdateSet(key))
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** False where the team had none. */
export async function deletePingKey(ctx: Context, teamId: string): Promise<boolean> {
  const result = await pagerDb(ctx).deleteFrom('pager.pingKeys').where('teamId', '=', teamId).executeTakeFirst()
  return result.numDeletedRows > 0n
}

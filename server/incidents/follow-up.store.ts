import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Context } from '../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { incidentsDb, type IncidentsTables } from './incidents.tables.ts'

export type RollbackRow = Selectable<IncidentsTables['incidents.rollbackRequests']>
export type WatchRow = Selectable<IncidentsTables['incidents.watches']>

export async function insertRollback(
  ctx: Context,
  request: Insertable<IncidentsTables['incidents.rollbackRequests']>,
): Promise<void> {
  await incidentsDb(ctx).insertInto('incidents.rollbackRequests').values(request).execute()
}

export async function findRollback(
  ctx: Context,
  of: { id: string } | { reportId: string },
): Promise<RollbackRow | undefined> {
  const [column, value] = 'id' in of ? (['id', of.id] as const) : (['reportId', of.reportId] as const)
  return incidentsDb(ctx)
    .selectFrom('incidents.rollbackRequests')
    .selectAll()
    .where(column, '=', value)
    .executeTakeFirst()
}

/** Decides a request that waits for it; false when somebody was faster. */
export async function decideRow(
  ctx: Context,
  id: string,
  decision: Pick<RollbackRow, 'state' | 'decidedBy' | 'decidedAt' | 'reason'>,
): Promise<boolean> {
  const result = await incidentsDb(ctx)
    .updateTable('incidents.rollbackRequests')
    .set(decision)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function findRollbacks(
  ctx: Context,
  query: Page & { state: RollbackRow['state'] | undefined },
): Promise<PageOf<RollbackRow>> {
  const rows = incidentsDb(ctx)
    .selectFrom('incidents.rollbackRequests')
    .selectAll()
    .$if(query.state !== undefined, (select) => select.where('state', '=', query.state ?? 'asked'))
  return onePage(rows, newestFirst('askedAt'), query)
}

export async function insertWatch(
  ctx: Context,
  watch: { reportId: string; startedAt: Date; zeroMinutes: number },
): Promise<void> {
  await incidentsDb(ctx)
    .insertInto('incidents.watches')
    .values({ ...watch, requestsLastMinute: null, lastErrorAt: null, zeroSince: null, recoveredAt: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findWatch(ctx: Context, reportId: string): Promise<WatchRow | undefined> {
  return incidentsDb(ctx)
    .selectFrom('incidents.watches')
    .selectAll()
    .where('reportId', '=', reportId)
    .executeTakeFirst()
}

/** Changes a watch that has not recovered; false when it had, so that recovery is said once. */
export async function updateWatch(
  ctx: Context,
  id: string,
  change: Updateable<IncidentsTables['incidents.watches']>,
): Promise<boolean> {
  const result = await incidentsDb(ctx)
    .updateTable('incidents.watches')
    .set(change)
    .where('id', '=', id)
    .where('state', '!=', 'recovered')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

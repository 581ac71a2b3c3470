import { type Insertable, type Selectable, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import type { AlertRow, SourceRow } from '../alerts/alert.store.ts'
import { pagerDb, type PagerTables } from '../pager.tables.ts'

export type MaintenanceRow = Selectable<PagerTables['pager.maintenance']>

export async function insertMaintenance(
  ctx: Context,
  row: Insertable<PagerTables['pager.maintenance']>,
): Promise<MaintenanceRow> {
  return pagerDb(ctx).insertInto('pager.maintenance').values(row).returningAll().executeTakeFirstOrThrow()
}

const findStanding = (ctx: Context) =>
  pagerDb(ctx).selectFrom('pager.maintenance').selectAll().where('endedAt', 'is', null).where('endsAt', '>', now(ctx))

/** What is under way and what is to come, the first to begin first. */
export async function findMaintenance(ctx: Context): Promise<MaintenanceRow[]> {
  return findStanding(ctx).orderBy('startsAt').orderBy('id').execute()
}

/** What is under way for a source: its own, or that of its team. */
export async function findMaintenanceOf(
  ctx: Context,
  { id, teamId }: Pick<SourceRow, 'id' | 'teamId'>,
): Promise<MaintenanceRow | undefined> {
  return findStanding(ctx)
    .where('teamId', '=', teamId)
    .where((of) => of.or([of('sourceId', 'is', null), of('sourceId', '=', id)]))
    .where('startsAt', '<=', now(ctx))
    .orderBy('endsAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Ends one; undefined when it is over. */
export async function markEnded(ctx: Context, id: string, by: string | null): Promise<MaintenanceRow | undefined> {
  return pagerDb(ctx)
    .updateTable('pager.maintenance')
    .set({ endedAt: now(ctx), endedBy: by })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .where('endsAt', '>', now(ctx))
    .returningAll()
    .executeTakeFirst()
}

// A partial index is used where the statement says its condition word for word.
const isHeld = sql<boolean>`kept = 'maintenance' and state = 'open'`

/** How many alerts are held, by their source. */
export async function countHeld(ctx: Context): Promise<Map<string, number>> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.alerts')
    .select(['sourceId', sql<number>`count(*)::int`.as('count')])
    .where(isHeld)
    .groupBy('sourceId')
    .execute()
  return new Map(rows.map(({ sourceId, count }) => [sourceId, count]))
}

/** Alerts of a source that page once nothing is under way, the oldest first. */
export async function findHeld(ctx: Context, sourceId: string, limit: number): Promise<AlertRow[]> {
  return pagerDb(ctx)
    .selectFrom('pager.alerts')
    .selectAll()
    .where('sourceId', '=', sourceId)
    .where(isHeld)
    .orderBy('firstAt')
    .orderBy('id')
    .limit(limit)
    .execute()
}

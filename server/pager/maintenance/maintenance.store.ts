import { type Insertable, type Selectable, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import type { AlertRow } from '../alerts/alert.store.ts'
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

/** What is under way for an alert of a source that would page a team: that of the source, or that of the team. */
export async function findMaintenanceOf(
  ctx: Context,
  { sourceId, teamId }: { sourceId: string; teamId: string },
): Promise<MaintenanceRow | undefined> {
  return (
    findStanding(ctx)
      // Its own goes with it to whichever team it pages.
      .where((of) =>
        of.or([of('sourceId', '=', sourceId), of.and([of('sourceId', 'is', null), of('teamId', '=', teamId)])]),
      )
      .where('startsAt', '<=', now(ctx))
      .orderBy('endsAt', 'desc')
      .limit(1)
      .executeTakeFirst()
  )
}

/** Whether something is under way for whatever would page a team. */
export async function findMaintenanceOfTeam(ctx: Context, teamId: string): Promise<MaintenanceRow | undefined> {
  return findStanding(ctx)
    .where('sourceId', 'is', null)
    .where('teamId', '=', teamId)
    .where('startsAt', '<=', now(ctx))
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
const isHeld = sql<boolean>`kept in ('maintenance', 'paused') and state = 'open'`

export interface Held {
  readonly sourceId: string
  /** Whom they would page. */
  readonly heldFor: string
  readonly count: number
}

/** How many alerts are held for this reason, by their sources and by whom they would page. */
export async function countHeld(ctx: Context, kept: 'maintenance' | 'paused'): Promise<Held[]> {
  return (
    pagerDb(ctx)
      .selectFrom('pager.alerts')
      .innerJoin('pager.alertSources as sources', 'sources.id', 'pager.alerts.sourceId')
      // Until it is decided anew it is taken for what its source pages.
      .select(({ fn }) => ['sourceId', fn.coalesce('heldFor', 'teamId').as('heldFor')])
      .select(sql<number>`count(*)::int`.as('count'))
      .where(isHeld)
      .where('kept', '=', kept)
      .groupBy(['sourceId', ({ fn }) => fn.coalesce('heldFor', 'teamId')])
      .execute()
  )
}

/** Alerts that were held and that nothing holds any more, the oldest first. */
export async function findReleased(ctx: Context, limit: number): Promise<Pick<AlertRow, 'id' | 'sourceId'>[]> {
  return pagerDb(ctx)
    .selectFrom('pager.alerts')
    .select(['id', 'sourceId'])
    .where(isHeld)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('pager.alertSources as sources')
          .select('sources.id')
          .where('sources.id', '=', sql.ref<string>('pager.alerts.source_id'))
          .where('sources.pausedAt', 'is', null),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('pager.maintenance as maintenance')
            .select('maintenance.id')
            .where('maintenance.endedAt', 'is', null)
            .where('maintenance.endsAt', '>', now(ctx))
            .where('maintenance.startsAt', '<=', now(ctx))
            .where(({ or, and, eb }) =>
              or([
                eb('maintenance.sourceId', '=', sql.ref<string>('pager.alerts.source_id')),
                and([
                  eb('maintenance.sourceId', 'is', null),
                  eb('maintenance.teamId', '=', sql.ref<string>('pager.alerts.held_for')),
                ]),
              ]),
            ),
        ),
      ),
    )
    .orderBy('firstAt')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Whom alerts of a source would page that are held is decided anew, in a moment: a maintenance of that team holds them no more. */
export async function forgetHeldFor(ctx: Context, sourceId: string): Promise<void> {
  await pagerDb(ctx)
    .updateTable('pager.alerts')
    .set({ heldFor: null })
    .where('sourceId', '=', sourceId)
    .where(isHeld)
    .execute()
}

/** An alert that is held still. */
export async function findHeld(ctx: Context, id: string): Promise<AlertRow | undefined> {
  return pagerDb(ctx).selectFrom('pager.alerts').selectAll().where('id', '=', id).where(isHeld).executeTakeFirst()
}

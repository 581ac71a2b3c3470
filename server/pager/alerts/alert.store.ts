import { createHash } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../../platform/database/page-by-key.ts'
import { pagerDb, type PagerTables } from '../pager.tables.ts'
import type { AlertEvent } from './alert-event.ts'

export type SourceRow = Selectable<PagerTables['pager.alertSources']>
export type AlertRow = Selectable<PagerTables['pager.alerts']>

const findInForce = (ctx: Context) =>
  pagerDb(ctx).selectFrom('pager.alertSources').selectAll().where('removedAt', 'is', null)

export async function findSources(ctx: Context): Promise<SourceRow[]> {
  return findInForce(ctx)
    .orderBy('teamId')
    .orderBy(sql`name collate "C"`)
    .execute()
}

export async function findSource(ctx: Context, id: string): Promise<SourceRow | undefined> {
  return findInForce(ctx).where('id', '=', id).executeTakeFirst()
}

/** What sources are called, and whose they are; those as well that were removed. */
export async function findNamedSources(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, Pick<SourceRow, 'id' | 'name' | 'teamId'>>> {
  if (ids.length === 0) return new Map()
  const rows = await pagerDb(ctx)
    .selectFrom('pager.alertSources')
    .select(['id', 'name', 'teamId'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** The source that has this key. */
export async function findSourceByKey(ctx: Context, keyHash: Buffer): Promise<SourceRow | undefined> {
  return findInForce(ctx).where('keyHash', '=', keyHash).executeTakeFirst()
}

/** Adds a source; undefined when the team has one of this name. */
export async function insertSource(
  ctx: Context,
  source: Pick<SourceRow, 'teamId' | 'name' | 'keyHash'>,
): Promise<SourceRow | undefined> {
  return pagerDb(ctx)
    .insertInto('pager.alertSources')
    .values({ ...source, addedAt: now(ctx), removedAt: null, lastEventAt: null })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
}

export async function updateSource(
  ctx: Context,
  id: string,
  change: Partial<Pick<SourceRow, 'removedAt' | 'lastEventAt'>>,
): Promise<void> {
  await pagerDb(ctx).updateTable('pager.alertSources').set(change).where('id', '=', id).execute()
}

/** One event of a source after the other, until the transaction ends: two of one alert never meet. */
export async function lockSource(ctx: Context, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 5))`.execute(ctx.db)
}

export async function countOpenAlerts(ctx: Context): Promise<Map<string, number>> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.alerts')
    .select(['sourceId', sql<number>`count(*)::int`.as('count')])
    .where('state', '!=', 'resolved')
    .groupBy('sourceId')
    .execute()
  return new Map(rows.map(({ sourceId, count }) => [sourceId, count]))
}

export async function findAlerts(ctx: Context, page: Page & { sourceId: string }): Promise<PageOf<AlertRow>> {
  const rows = pagerDb(ctx).selectFrom('pager.alerts').selectAll().where('sourceId', '=', page.sourceId)
  return onePage(rows, newestFirst('firstAt'), page)
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()
const shownKey = 255

/** The alert that is open under this key, or has this id. */
export async function findOpenAlert(
  ctx: Context,
  sourceId: string,
  { key, alertId }: Pick<AlertEvent, 'key' | 'alertId'>,
): Promise<AlertRow | undefined> {
  const open = pagerDb(ctx)
    .selectFrom('pager.alerts')
    .selectAll()
    .where('sourceId', '=', sourceId)
    .where('state', '!=', 'resolved')
  return alertId === undefined
    ? open.where('keyHash', '=', hashOf(key)).executeTakeFirst()
    : open.where('id', '=', alertId).executeTakeFirst()
}

/** An alert of a source, whether it is over or not. */
export async function findAlert(ctx: Context, sourceId: string, id: string): Promise<AlertRow | undefined> {
  return pagerDb(ctx)
    .selectFrom('pager.alerts')
    .selectAll()
    .where('sourceId', '=', sourceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function insertAlert(
  ctx: Context,
  sourceId: string,
  { key, title, severity }: AlertEvent,
): Promise<AlertRow> {
  return pagerDb(ctx)
    .insertInto('pager.alerts')
    .values({
      sourceId,
      keyHash: hashOf(key),
      keyShown: key.slice(0, shownKey).toWellFormed(),
      title,
      severity,
      firstAt: now(ctx),
      lastAt: now(ctx),
      pageId: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function updateAlert(
  ctx: Context,
  id: string,
  change: Partial<Pick<AlertRow, 'state' | 'count' | 'lastAt' | 'severity' | 'pageId'>>,
): Promise<void> {
  await pagerDb(ctx).updateTable('pager.alerts').set(change).where('id', '=', id).execute()
}

/** Pages that were opened for a source since an instant. */
export async function countPagesSince(ctx: Context, sourceId: string, since: Date): Promise<number> {
  const { count } = await pagerDb(ctx)
    .selectFrom('pager.alerts')
    .select(sql<number>`count(distinct page_id)::int`.as('count'))
    .where('sourceId', '=', sourceId)
    .where('firstAt', '>', since)
    .executeTakeFirstOrThrow()
  return count
}

/** Whether an alert of this page is not over. */
export async function hasOpenAlerts(ctx: Context, pageId: string): Promise<boolean> {
  const row = await pagerDb(ctx)
    .selectFrom('pager.alerts')
    .select('id')
    .where('pageId', '=', pageId)
    .where('state', '!=', 'resolved')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The alerts of a page are in this state from now on; those that are over stay so. */
export async function updateAlertsOfPage(ctx: Context, pageId: string, state: AlertRow['state']): Promise<void> {
  await pagerDb(ctx)
    .updateTable('pager.alerts')
    .set({ state })
    .where('pageId', '=', pageId)
    .where('state', '!=', 'resolved')
    .execute()
}

/** Every alert of a source is over. How many were not, and the pages that were opened for them. */
export async function resolveAlertsOf(ctx: Context, sourceId: string): Promise<{ ended: number; pageIds: string[] }> {
  const rows = await pagerDb(ctx)
    .updateTable('pager.alerts')
    .set({ state: 'resolved' })
    .where('sourceId', '=', sourceId)
    .where('state', '!=', 'resolved')
    .returning('pageId')
    .execute()
  return { ended: rows.length, pageIds: [...new Set(rows.flatMap(({ pageId }) => pageId ?? []))] }
}

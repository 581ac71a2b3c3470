import { createHash } from 'node:crypto'
import type { PageUrgency } from '@bellwether/contract/pager-pages.ts'
import { type Selectable, sql, type Updateable } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../../platform/database/page-by-key.ts'
import { pagerDb, type PagerTables } from '../pager.tables.ts'
import type { AlertEvent } from './alert-event.ts'

export type SourceRow = Selectable<PagerTables['pager.alertSources']>
export type AlertRow = Selectable<PagerTables['pager.alerts']>

/** As it stands in the conditions of indexes, which a value that is sent apart never fits. */
export const resolved = sql.lit<'resolved'>('resolved')

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

/** The source that has this key, or had it before its new one and is heard by it still. */
export async function findSourceByKey(ctx: Context, keyHash: Buffer): Promise<SourceRow | undefined> {
  return findInForce(ctx)
    .where(({ eb, or, and }) =>
      or([eb('keyHash', '=', keyHash), and([eb('oldKeyHash', '=', keyHash), eb('oldKeyUntil', '>', now(ctx))])]),
    )
    .executeTakeFirst()
}

/** Nobody else gives a source of a team its name, until the transaction ends. */
export async function lockSourceNames(ctx: Context, teamId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${teamId}, 8))`.execute(ctx.db)
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
  change: Updateable<PagerTables['pager.alertSources']>,
): Promise<void> {
  await pagerDb(ctx).updateTable('pager.alertSources').set(change).where('id', '=', id).execute()
}

/** Writes down that something came; undefined of a source that was removed. */
export async function noteEvent(ctx: Context, id: string): Promise<SourceRow | undefined> {
  return pagerDb(ctx)
    .updateTable('pager.alertSources')
    .set({ lastEventAt: now(ctx) })
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

/** One event of a source after the other, until the transaction ends: two of one alert never meet. */
export async function lockSource(ctx: Context, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 5))`.execute(ctx.db)
}

export async function countOpenAlerts(ctx: Context): Promise<Map<string, number>> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.alerts')
    .select(['sourceId', sql<number>`count(*)::int`.as('count')])
    .where('state', '!=', resolved)
    .groupBy('sourceId')
    .execute()
  return new Map(rows.map(({ sourceId, count }) => [sourceId, count]))
}

interface PastAlert extends Pick<AlertRow, 'title' | 'body' | 'severity' | 'state' | 'firstAt' | 'endedAt' | 'kept'> {
  readonly key: string
  readonly pageId: string | null
  readonly pageTeamId: string | null
  readonly pageUrgency: PageUrgency | null
}

/** Alerts that came since then, the latest first, each with the page on which it is. */
export async function findAlertsSince(
  ctx: Context,
  sourceId: string,
  { since, limit }: { since: Date; limit: number },
): Promise<PastAlert[]> {
  return pagerDb(ctx)
    .selectFrom('pager.alerts as alerts')
    .leftJoin('pager.pages as pages', 'pages.id', 'alerts.pageId')
    .select(['alerts.title', 'alerts.body', 'alerts.severity', 'alerts.state', 'alerts.keyShown as key'])
    .select(['alerts.firstAt', 'alerts.endedAt', 'alerts.kept', 'alerts.pageId'])
    .select(['pages.teamId as pageTeamId', 'pages.urgency as pageUrgency'])
    .where('alerts.sourceId', '=', sourceId)
    .where('alerts.firstAt', '>=', since)
    .orderBy('alerts.firstAt', 'desc')
    .orderBy('alerts.id')
    .limit(limit)
    .execute()
}

/** As a list shows them, which says nothing of what was sent. */
export type ListedAlert = Pick<
  AlertRow,
  'id' | 'keyShown' | 'title' | 'severity' | 'state' | 'count' | 'firstAt' | 'lastAt' | 'pageId' | 'kept'
>

export async function findAlerts(ctx: Context, page: Page & { sourceId: string }): Promise<PageOf<ListedAlert>> {
  const rows = pagerDb(ctx)
    .selectFrom('pager.alerts')
    .select(['id', 'keyShown', 'title', 'severity', 'state', 'count', 'firstAt', 'lastAt', 'pageId', 'kept'])
    .where('sourceId', '=', page.sourceId)
  return onePage(rows, newestFirst('firstAt'), page)
}

export const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()
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
    .where('state', '!=', resolved)
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
  { key, title, severity, body, payload }: AlertEvent,
): Promise<AlertRow> {
  return pagerDb(ctx)
    .insertInto('pager.alerts')
    .values({
      sourceId,
      keyHash: hashOf(key),
      keyShown: key.slice(0, shownKey).toWellFormed(),
      title,
      severity,
      body,
      payload: payload ?? null,
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
  change: Partial<
    Pick<
      AlertRow,
      | 'state'
      | 'count'
      | 'lastAt'
      | 'severity'
      | 'title'
      | 'body'
      | 'payload'
      | 'pageId'
      | 'pagedAt'
      | 'endedAt'
      | 'kept'
      | 'heldFor'
    >
  >,
): Promise<void> {
  await pagerDb(ctx).updateTable('pager.alerts').set(change).where('id', '=', id).execute()
}

const deletedAtOnce = 5_000

/** Alerts that ended before then, those of pages and the others, some thousands at a time: others write meanwhile. */
export async function deleteEndedAlerts(ctx: Context, before: { paged: Date; quiet: Date }): Promise<void> {
  for (let deleted = deletedAtOnce; deleted === deletedAtOnce;) {
    const ended = pagerDb(ctx)
      .selectFrom('pager.alerts')
      .select('id')
      .where('state', '=', resolved)
      .where(({ or, and, eb }) =>
        or([eb('endedAt', '<', before.paged), and([eb('endedAt', '<', before.quiet), eb('pageId', 'is', null)])]),
      )
      .limit(deletedAtOnce)
    const result = await pagerDb(ctx).deleteFrom('pager.alerts').where('id', 'in', ended).executeTakeFirst()
    deleted = Number(result.numDeletedRows)
  }
}

/** So many alerts of a source at most that are not over. */
export async function findSomeOpenAlerts(
  ctx: Context,
  sourceId: string,
  limit: number,
): Promise<Pick<AlertRow, 'id' | 'pageId'>[]> {
  return pagerDb(ctx)
    .selectFrom('pager.alerts')
    .select(['id', 'pageId'])
    .where('sourceId', '=', sourceId)
    .where('state', '!=', resolved)
    .limit(limit)
    .execute()
}

/** These alerts are over, those that were so stay as they are, and so do those on other pages. Returns how many ended. */
export async function endAlerts(
  ctx: Context,
  { ids, on: pageIds }: { ids: readonly string[]; on: readonly string[] },
): Promise<number> {
  if (ids.length === 0) return 0
  const result = await pagerDb(ctx)
    .updateTable('pager.alerts')
    .set({ state: 'resolved', endedAt: now(ctx) })
    .where('id', 'in', ids)
    .where('state', '!=', resolved)
    .where(({ eb, or }) => or([eb('pageId', 'is', null), eb('pageId', '=', sql<string>`any(${pageIds})`)]))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

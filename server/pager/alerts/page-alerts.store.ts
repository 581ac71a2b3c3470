import { type RawBuilder, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { pagerDb } from '../pager.tables.ts'
import { type AlertRow, hashOf, resolved } from './alert.store.ts'

/* The alerts of a page, of which there may be a million. */

/** Pages of a team on which alerts of a source were put since an instant. */
export async function countPagesSince(
  ctx: Context,
  of: { sourceId: string; teamId: string },
  since: Date,
): Promise<number> {
  const { count } = await pagerDb(ctx)
    .selectFrom('pager.alerts as alerts')
    .innerJoin('pager.pages as pages', 'pages.id', 'alerts.pageId')
    .select(sql<number>`count(distinct pages.id)::int`.as('count'))
    .where('alerts.sourceId', '=', of.sourceId)
    .where('alerts.pagedAt', '>', since)
    .where('pages.teamId', '=', of.teamId)
    .executeTakeFirstOrThrow()
  return count
}

const ofPage = (ctx: Context, pageId: string) =>
  pagerDb(ctx).selectFrom('pager.alerts').select('id').where('pageId', '=', pageId)

/** Alerts of a page that are not over, as the condition of their index says it. */
const openOf = (ctx: Context, pageId: string) => ofPage(ctx, pageId).where('state', '!=', resolved)

const hasAny = async (alerts: ReturnType<typeof ofPage>): Promise<boolean> =>
  (await alerts.limit(1).executeTakeFirst()) !== undefined

/** Whether nobody has an alert of this page yet. */
export const hasUnansweredAlerts = (ctx: Context, pageId: string): Promise<boolean> =>
  hasAny(openOf(ctx, pageId).where('state', '=', 'open'))

/** Whether an alert of this page is not over. */
export const hasOpenAlerts = (ctx: Context, pageId: string): Promise<boolean> => hasAny(openOf(ctx, pageId))

/** Whether a page has more alerts than this. */
export const hasMoreAlerts = (ctx: Context, pageId: string, than: number): Promise<boolean> =>
  hasAny(ofPage(ctx, pageId).offset(than))

const newestLooked = 1_000

/** Whether an alert of the same key was among the newest of this page. */
export async function wasOnPage(
  ctx: Context,
  pageId: string,
  { sourceId, keyHash }: Pick<AlertRow, 'sourceId' | 'keyHash'>,
): Promise<boolean> {
  const newest = pagerDb(ctx)
    .selectFrom('pager.alerts')
    .select(['sourceId', 'keyHash'])
    .where('pageId', '=', pageId)
    .orderBy('pagedAt', 'desc')
    .limit(newestLooked)
  const row = await pagerDb(ctx)
    .selectFrom(newest.as('newest'))
    .select('keyHash')
    .where('sourceId', '=', sourceId)
    .where('keyHash', '=', keyHash)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Alerts of a page that are not in its state, as the conditions of indexes say it; those that are over stay so. */
const unlike: Readonly<Record<AlertRow['state'], RawBuilder<boolean>>> = {
  open: sql`state <> 'resolved' and state = 'acknowledged'`,
  acknowledged: sql`state <> 'resolved' and state = 'open'`,
  resolved: sql`state <> 'resolved'`,
}

/** So many alerts of a page at most are in this state from now on, those that are over stay so; answers how many. */
export async function updateSomeOfPage(
  ctx: Context,
  pageId: string,
  { state, limit }: { state: AlertRow['state']; limit: number },
): Promise<number> {
  const result = await pagerDb(ctx)
    .updateTable('pager.alerts')
    .set({ state, ...(state === 'resolved' ? { endedAt: now(ctx) } : {}) })
    .where('id', 'in', ofPage(ctx, pageId).where(unlike[state]).limit(limit))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** The alerts of a page are on another one from now on; those that are not over are in the state of that one. */
export async function moveAlerts(
  ctx: Context,
  { from, into, state }: { from: string; into: string; state: AlertRow['state'] },
): Promise<void> {
  const moved = pagerDb(ctx).updateTable('pager.alerts').where('pageId', '=', from)
  await moved.set({ state }).where(unlike[state]).execute()
  await moved.set({ pageId: into }).execute()
}

/** When an alert was put on a page last. */
export async function findLastPagedAt(ctx: Context, pageId: string): Promise<Date | null> {
  const { at } = await pagerDb(ctx)
    .selectFrom('pager.alerts')
    .select(({ fn }) => fn.max('pagedAt').as('at'))
    .where('pageId', '=', pageId)
    .executeTakeFirstOrThrow()
  return at
}

/** The pages on which open alerts of a source with these keys are. */
export async function findPagesOfAlerts(ctx: Context, sourceId: string, keys: readonly string[]): Promise<string[]> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.alerts')
    .select('pageId')
    .distinct()
    .where('sourceId', '=', sourceId)
    .where('state', '!=', resolved)
    .where('keyHash', 'in', keys.map(hashOf))
    .execute()
  return rows.flatMap(({ pageId }) => pageId ?? [])
}

/** The sources that have an alert which is not over on one of these pages. */
export async function findSourcesOnPages(ctx: Context, pageIds: readonly string[]): Promise<Set<string>> {
  if (pageIds.length === 0) return new Set()
  const rows = await pagerDb(ctx)
    .selectFrom('pager.alerts')
    .select('sourceId')
    .distinct()
    .where('pageId', 'in', pageIds)
    .where('state', '!=', resolved)
    .execute()
  return new Set(rows.map(({ sourceId }) => sourceId))
}

export interface NewestAlert {
  readonly pageId: string
  readonly id: string
  readonly sourceId: string
  readonly sourceName: string
}

/** Of each of these pages the alert that was put on it last. */
export async function findNewestAlerts(ctx: Context, pageIds: readonly string[]): Promise<NewestAlert[]> {
  if (pageIds.length === 0) return []
  const { rows } = await sql<NewestAlert>`
    select page.id as page_id, newest.id, source.id as source_id, source.name as source_name
    from unnest(${pageIds}::uuid[]) page (id), lateral (
      select id, source_id from pager.alerts where page_id = page.id and page_id is not null
      order by paged_at desc limit 1
    ) newest join pager.alert_sources source on source.id = newest.source_id
    where source.removed_at is null`.execute(pagerDb(ctx))
  return rows
}

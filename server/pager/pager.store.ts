import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { newestFirst, onePage, type Order, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { pagerDb, type PagerTables } from './pager.tables.ts'

export type PageRow = Selectable<PagerTables['pager.pages']>

export async function insertPage(ctx: Context, page: Insertable<PagerTables['pager.pages']>): Promise<PageRow> {
  return pagerDb(ctx).insertInto('pager.pages').values(page).returningAll().executeTakeFirstOrThrow()
}

export async function findPage(ctx: Context, id: string): Promise<PageRow | undefined> {
  return pagerDb(ctx).selectFrom('pager.pages').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What pages are called. */
export async function findPageTitles(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await pagerDb(ctx)
    .selectFrom('pager.pages')
    .select(['id', 'title'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, title }) => [id, title]))
}

/** What waits for somebody comes before what does not, however old it is, and first what cannot wait. */
const openFirst: Order<PageRow> = {
  direction: 'desc',
  key: [
    {
      sql: "(state = 'open' and urgency = 'high')",
      type: 'boolean',
      of: ({ state, urgency }) => state === 'open' && urgency === 'high',
    },
    { sql: "(state = 'open')", type: 'boolean', of: ({ state }) => state === 'open' },
    ...newestFirst('createdAt').key,
  ],
}

export interface WhichPages {
  readonly state?: PageRow['state'] | undefined
  /** Only those of this team, by its id. */
  readonly teamId?: string | undefined
  /** Only those of which this person was notified. */
  readonly person?: string | undefined
}

export async function findPages(ctx: Context, query: Page & WhichPages): Promise<PageOf<PageRow>> {
  const { state, teamId, person } = query
  const rows = pagerDb(ctx)
    .selectFrom('pager.pages')
    .selectAll()
    .$if(state !== undefined, (select) => select.where('state', '=', state ?? 'open'))
    .$if(teamId !== undefined, (select) => select.where('teamId', '=', teamId ?? ''))
    .$if(person !== undefined, (select) =>
      select.where('id', 'in', (of) =>
        of
          .selectFrom('pager.notifications')
          .select('pageId')
          .where('personId', '=', person ?? ''),
      ),
    )
  return onePage(rows, openFirst, query)
}

const pagesOfMax = 200

/** These pages, and those about one of these things, the first to be opened first; the newest where there are many. */
export async function findPagesOf(
  ctx: Context,
  { ids, about }: { ids: readonly string[]; about: readonly { module: string; id: string }[] },
): Promise<PageRow[]> {
  const modules = about.map(({ module }) => module)
  const rows = await pagerDb(ctx)
    .selectFrom('pager.pages')
    .selectAll()
    .where(({ or }) =>
      or([
        sql<boolean>`id = any(${ids}::uuid[])`,
        sql<boolean>`(about_module, about_id) in (
          select * from unnest(${modules}::text[], ${about.map(({ id }) => id)}::uuid[]))`,
      ]),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(pagesOfMax)
    .execute()
  return rows.toReversed()
}

/** Acknowledges an open page; false when it was acknowledged before. */
export async function markAcknowledged(
  ctx: Context,
  id: string,
  { personId, until }: { personId: string | null; until: Date | null },
): Promise<boolean> {
  const result = await pagerDb(ctx)
    .updateTable('pager.pages')
    .set({ state: 'acknowledged', acknowledgedAt: now(ctx), acknowledgedBy: personId, acknowledgedUntil: until })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function findOpenPagesAbout(ctx: Context, about: { module: string; id: string }): Promise<PageRow[]> {
  return pagerDb(ctx)
    .selectFrom('pager.pages')
    .selectAll()
    .where('state', '=', 'open')
    .where('aboutModule', '=', about.module)
    .where('aboutId', '=', about.id)
    .execute()
}

/** The page about this that is open; it stays so until the transaction ends. */
export async function lockOpenPageAbout(
  ctx: Context,
  about: { module: string; id: string },
): Promise<PageRow | undefined> {
  return (
    pagerDb(ctx)
      .selectFrom('pager.pages')
      .selectAll()
      .where('state', '=', 'open')
      .where('aboutModule', '=', about.module)
      .where('aboutId', '=', about.id)
      // What was opened last is what others were told to join.
      .orderBy('createdAt', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst()
  )
}

/** The pages of a team about any of these that have not ended, the newest first; nobody else changes them until the transaction ends. */
export async function lockStandingPages(
  ctx: Context,
  { module, ids, teamId }: { module: string; ids: readonly string[]; teamId: string },
): Promise<PageRow[]> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.pages')
    .selectAll()
    .where('state', '!=', 'resolved')
    .where('aboutModule', '=', module)
    .where('aboutId', 'in', ids)
    .where('teamId', '=', teamId)
    // In one order, so that nobody who locks two of them waits for who does so as well.
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
}

/** The ids of pages about any of these that have not ended. */
export async function findStandingPages(ctx: Context, module: string, ids: readonly string[]): Promise<string[]> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.pages')
    .select('id')
    .where('state', '!=', 'resolved')
    .where('aboutModule', '=', module)
    .where('aboutId', 'in', ids)
    .execute()
  return rows.map(({ id }) => id)
}

/** Every page about this that has not ended; nobody else changes it until the transaction ends. */
export async function findPagesToEnd(ctx: Context, about: { module: string; id: string }): Promise<PageRow[]> {
  return pagerDb(ctx)
    .selectFrom('pager.pages')
    .selectAll()
    .where('state', '!=', 'resolved')
    .where('aboutModule', '=', about.module)
    .where('aboutId', '=', about.id)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** How many pages about this have not ended. */
export async function countOpenPagesAbout(ctx: Context, about: { module: string; id: string }): Promise<number> {
  const { count } = await pagerDb(ctx)
    .selectFrom('pager.pages')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('state', '!=', 'resolved')
    .where('aboutModule', '=', about.module)
    .where('aboutId', '=', about.id)
    .executeTakeFirstOrThrow()
  return count
}

/** Every page about this, or these of them, is about something else from now on; returns their ids. */
export async function redirectPages(
  ctx: Context,
  {
    from,
    to,
    ids,
  }: {
    from: { module: string; id: string }
    to: { module: string; id: string; path: string }
    ids?: readonly string[]
  },
): Promise<string[]> {
  const rows = await pagerDb(ctx)
    .updateTable('pager.pages')
    .set({ aboutModule: to.module, aboutId: to.id, aboutPath: to.path })
    .where('state', '!=', 'resolved')
    .where('aboutModule', '=', from.module)
    .where('aboutId', '=', from.id)
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

const atATime = 500

/** The pages whose next step is due, the longest due first. */
export async function findDuePages(ctx: Context, at: Date): Promise<string[]> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.pages')
    .select('id')
    .where('state', '=', 'open')
    .where('nextAt', '<=', at)
    .orderBy('nextAt')
    .limit(atATime)
    .execute()
  return rows.map(({ id }) => id)
}

/** A page whose step is due still, for one caller at a time. */
export async function lockDuePage(ctx: Context, id: string, at: Date): Promise<PageRow | undefined> {
  return pagerDb(ctx)
    .selectFrom('pager.pages')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('nextAt', '<=', at)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

/** A page that nobody else changes until the transaction ends. */
export async function lockPage(ctx: Context, id: string): Promise<PageRow | undefined> {
  return pagerDb(ctx).selectFrom('pager.pages').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function updatePlace(
  ctx: Context,
  id: string,
  place: Updateable<PagerTables['pager.pages']>,
): Promise<void> {
  await pagerDb(ctx).updateTable('pager.pages').set(place).where('id', '=', id).execute()
}

/** Ends a page; false when it had ended. */
export async function markResolved(ctx: Context, id: string): Promise<boolean> {
  const result = await pagerDb(ctx)
    .updateTable('pager.pages')
    .set({ state: 'resolved', nextAt: null, acknowledgedUntil: null })
    .where('id', '=', id)
    .where('state', '!=', 'resolved')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Pages whose acknowledgement ran out. */
export async function findOverdueAcknowledgements(ctx: Context, at: Date): Promise<string[]> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.pages')
    .select('id')
    .where('state', '=', 'acknowledged')
    .where('acknowledgedUntil', '<=', at)
    .limit(atATime)
    .execute()
  return rows.map(({ id }) => id)
}

/** Begins a page anew whose acknowledgement ran out; false when it is answered or ended by now. */
export async function reopenPage(ctx: Context, id: string): Promise<boolean> {
  const result = await pagerDb(ctx)
    .updateTable('pager.pages')
    .set({
      state: 'open',
      acknowledgedAt: null,
      acknowledgedBy: null,
      acknowledgedUntil: null,
      exhaustedAt: null,
      step: 0,
      round: 0,
      nextAt: now(ctx),
    })
    .where('id', '=', id)
    .where('state', '=', 'acknowledged')
    .where('acknowledgedUntil', '<=', now(ctx))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** A test of contact methods that was acknowledged, whoever's. */
export async function findAnsweredTests(ctx: Context, limit: number): Promise<PageRow[]> {
  return (
    pagerDb(ctx)
      .selectFrom('pager.pages')
      .selectAll()
      .where('teamId', 'is', null)
      .where('acknowledgedAt', 'is not', null)
      // Somebody else's click says nothing about whom it was to reach.
      .where(sql<boolean>`acknowledged_by = about_id::uuid`)
      .orderBy('createdAt', 'desc')
      .limit(limit)
      .execute()
  )
}

/** The newest test of a person's contact methods. */
export async function findNewestTest(ctx: Context, personId: string): Promise<PageRow | undefined> {
  return pagerDb(ctx)
    .selectFrom('pager.pages')
    .selectAll()
    .where('teamId', 'is', null)
    .where('aboutId', '=', personId)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Writes over what pages about this say, and returns the ids of what was sent about them. */
export async function eraseWordsOfPages(
  ctx: Context,
  { module, id }: { module: string; id: string },
  erased: string,
): Promise<string[]> {
  const pages = await pagerDb(ctx)
    .updateTable('pager.pages')
    .set({ title: erased, body: '' })
    .where('aboutModule', '=', module)
    .where('aboutId', '=', id)
    .returning('id')
    .execute()
  const ids = pages.map((page) => page.id)
  if (ids.length === 0) return []
  await pagerDb(ctx)
    .updateTable('pager.pageEntries')
    .set({ text: erased })
    .where('pageId', 'in', ids)
    .where('kind', '=', 'note')
    .execute()
  const rows = await pagerDb(ctx).selectFrom('pager.notifications').select('id').where('pageId', 'in', ids).execute()
  return rows.map((row) => row.id)
}

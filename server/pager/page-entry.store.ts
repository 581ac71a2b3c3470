import type { Selectable } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { pagerDb, type PagerTables } from './pager.tables.ts'

export type PageEntryRow = Selectable<PagerTables['pager.pageEntries']>

interface NewEntry {
  readonly pageId: string
  readonly kind: PageEntryRow['kind']
  readonly personId?: string | null
  readonly text?: string
  readonly step?: number
}

/** Writes down what happened to a page. */
export async function insertPageEntry(
  ctx: Context,
  { pageId, kind, personId = null, text = '', step }: NewEntry,
): Promise<void> {
  await pagerDb(ctx)
    .insertInto('pager.pageEntries')
    .values({ pageId, kind, personId, text, step: step ?? null, at: now(ctx) })
    .execute()
}

/** What happened to pages, in order. */
export async function findPageEntries(ctx: Context, pageIds: readonly string[]): Promise<PageEntryRow[]> {
  if (pageIds.length === 0) return []
  return pagerDb(ctx).selectFrom('pager.pageEntries').selectAll().where('pageId', 'in', pageIds).orderBy('id').execute()
}

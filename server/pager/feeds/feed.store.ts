import type { Selectable } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { pagerDb, type PagerTables } from '../pager.tables.ts'

export type FeedRow = Selectable<PagerTables['pager.shiftFeeds']>

export async function findFeeds(ctx: Context, personId: string): Promise<FeedRow[]> {
  return pagerDb(ctx)
    .selectFrom('pager.shiftFeeds')
    .selectAll()
    .where('personId', '=', personId)
    .orderBy('madeAt')
    .orderBy('id')
    .execute()
}

export async function findFeedByToken(ctx: Context, tokenHash: Buffer): Promise<FeedRow | undefined> {
  return pagerDb(ctx).selectFrom('pager.shiftFeeds').selectAll().where('tokenHash', '=', tokenHash).executeTakeFirst()
}

export async function insertFeed(
  ctx: Context,
  feed: Pick<FeedRow, 'personId' | 'teamId' | 'tokenHash'>,
): Promise<FeedRow> {
  return pagerDb(ctx)
    .insertInto('pager.shiftFeeds')
    .values({ ...feed, madeAt: now(ctx), readAt: null })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function markFeedRead(ctx: Context, id: string): Promise<void> {
  await pagerDb(ctx)
    .updateTable('pager.shiftFeeds')
    .set({ readAt: now(ctx) })
    .where('id', '=', id)
    .execute()
}

/** Removes a feed of a person; false where they have none such. */
export async function deleteFeed(ctx: Context, of: { id: string; personId: string }): Promise<boolean> {
  const result = await pagerDb(ctx)
    .deleteFrom('pager.shiftFeeds')
    .where('id', '=', of.id)
    .where('personId', '=', of.personId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

import type { Context } from '../platform/context.ts'
import { pagerDb, type PagerTables } from './pager.tables.ts'

export type Work = Omit<PagerTables['pager.works'], 'position'>

export async function findWorks(ctx: Context): Promise<Work[]> {
  return pagerDb(ctx)
    .selectFrom('pager.works')
    .select(['slug', 'name', 'watchesCustomers'])
    .orderBy('position')
    .execute()
}

/** Adds a kind of work; false when there is one with this slug. */
export async function insertWork(ctx: Context, work: Work): Promise<boolean> {
  const result = await pagerDb(ctx)
    .insertInto('pager.works')
    .values(work)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function updateWork(ctx: Context, slug: string, change: Omit<Work, 'slug'>): Promise<void> {
  await pagerDb(ctx).updateTable('pager.works').set(change).where('slug', '=', slug).execute()
}

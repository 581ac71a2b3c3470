import { type Insertable, type Selectable, sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { onePage, type Order, type Page, type PageOf } from '../../platform/database/page-by-key.ts'
import { pagerDb, type PagerTables } from '../pager.tables.ts'

export type LeaveRow = Selectable<PagerTables['pager.leave']>

const inOrder: Order<LeaveRow> = {
  direction: 'asc',
  key: [
    { sql: 'first_on collate "C"', type: 'text', of: ({ firstOn }) => firstOn },
    { sql: 'id', type: 'uuid', of: ({ id }) => id },
  ],
}

/** Leave that is not over on a day, a page at a time. */
export async function findLeaveFrom(
  ctx: Context,
  { day, personId, ...page }: Page & { day: string; personId: string | undefined },
): Promise<PageOf<LeaveRow>> {
  const query = pagerDb(ctx)
    .selectFrom('pager.leave')
    .selectAll()
    .where('lastOn', '>=', day)
    .$if(personId !== undefined, (some) => some.where('personId', '=', personId ?? ''))
  return onePage(query, inOrder, page)
}

/** The leave of some people of which a day is one of these. */
export async function findLeaveOf(
  ctx: Context,
  people: readonly string[],
  days: { firstOn: string; lastOn: string },
): Promise<LeaveRow[]> {
  if (people.length === 0) return []
  return pagerDb(ctx)
    .selectFrom('pager.leave')
    .selectAll()
    .where('personId', 'in', people)
    .where('lastOn', '>=', days.firstOn)
    .where('firstOn', '<=', days.lastOn)
    .execute()
}

export async function findLeave(ctx: Context, id: string): Promise<LeaveRow | undefined> {
  return pagerDb(ctx).selectFrom('pager.leave').selectAll().where('id', '=', id).executeTakeFirst()
}

/** How much of it somebody has that is not over on a day. */
export async function countLeave(ctx: Context, { personId, day }: { personId: string; day: string }): Promise<number> {
  const { count } = await pagerDb(ctx)
    .selectFrom('pager.leave')
    .select(sql<number>`count(*)`.as('count'))
    .where('personId', '=', personId)
    .where('lastOn', '>=', day)
    .executeTakeFirstOrThrow()
  return count
}

export async function insertLeave(ctx: Context, leave: Insertable<PagerTables['pager.leave']>): Promise<LeaveRow> {
  return pagerDb(ctx).insertInto('pager.leave').values(leave).returningAll().executeTakeFirstOrThrow()
}

/** Removes leave; false where it was gone. */
export async function deleteLeave(ctx: Context, id: string): Promise<boolean> {
  const result = await pagerDb(ctx).deleteFrom('pager.leave').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function deleteLeaveOf(ctx: Context, personId: string): Promise<void> {
  await pagerDb(ctx).deleteFrom('pager.leave').where('personId', '=', personId).execute()
}

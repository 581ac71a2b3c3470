import { sql } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { pagerDb } from './pager.tables.ts'

/** When it was last written down that pages were looked at. */
export async function findLookAtPages(ctx: Context): Promise<Date | undefined> {
  const look = await pagerDb(ctx).selectFrom('pager.pageLooks').select('lookedAt').executeTakeFirst()
  return look?.lookedAt
}

/**
 * Writes down that pages are looked at now, by the clock of the installation. Returns by how many milliseconds that is
 * before the last time.
 */
export async function noteLookAtPages(ctx: Context): Promise<number> {
  const before = await pagerDb(ctx).selectFrom('pager.pageLooks').select('lookedAt').forUpdate().executeTakeFirst()
  const lookedAt = now(ctx)
  await pagerDb(ctx)
    .insertInto('pager.pageLooks')
    .values({ lookedAt })
    .onConflict((conflict) => conflict.column('onlyOne').doUpdateSet({ lookedAt }))
    .execute()
  return before === undefined ? 0 : before.lookedAt.getTime() - lookedAt.getTime()
}

/** What was to come at an instant comes so much earlier: the clock by which it was said was set back. */
export async function hastenPages(ctx: Context, milliseconds: number): Promise<void> {
  const earlier = (column: string) => sql<Date>`${sql.ref(column)} - ${milliseconds} * interval '1 millisecond'`
  await pagerDb(ctx)
    .updateTable('pager.pages')
    .set({ nextAt: earlier('next_at'), acknowledgedUntil: earlier('acknowledged_until') })
    .where('state', '!=', 'resolved')
    .execute()
  await pagerDb(ctx)
    .updateTable('pager.notifications')
    .set({ waitsUntil: earlier('waits_until') })
    .where('waitsUntil', 'is not', null)
    .execute()
}

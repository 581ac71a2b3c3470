import type { Insertable, Selectable } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { pagerDb, type PagerTables } from './pager.tables.ts'

export type OverrideRow = Selectable<PagerTables['pager.overrides']>

/** Long past what was is told by shifts that nobody asks for any more. */
const remembered = 400 * 86_400_000

/** The overrides of rotas, by rota, in the order in which they were made: those of the last year and later. */
export async function findOverrides(ctx: Context, rotaIds: readonly string[]): Promise<Map<string, OverrideRow[]>> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.overrides')
    .selectAll()
    .where('rotaId', 'in', rotaIds)
    .where('endsAt', '>', new Date(now(ctx).getTime() - remembered))
    .orderBy('madeAt')
    .orderBy('id')
    .execute()
  return Map.groupBy(rows, (row) => row.rotaId)
}

export async function insertOverrides(
  ctx: Context,
  overrides: readonly Insertable<PagerTables['pager.overrides']>[],
): Promise<OverrideRow[]> {
  return pagerDb(ctx)
    .insertInto('pager.overrides')
    .values([...overrides])
    .returningAll()
    .execute()
}

/** Ends an override now; one that has not begun is gone. False where there is none, or where it is over. */
export async function endOverride(ctx: Context, of: { rotaId: string; id: string }): Promise<boolean> {
  const db = pagerDb(ctx)
  const gone = await db
    .deleteFrom('pager.overrides')
    .where('id', '=', of.id)
    .where('rotaId', '=', of.rotaId)
    .where('startsAt', '>=', now(ctx))
    .executeTakeFirst()
  if (gone.numDeletedRows > 0n) return true
  const ended = await db
    .updateTable('pager.overrides')
    .set({ endsAt: now(ctx) })
    .where('id', '=', of.id)
    .where('rotaId', '=', of.rotaId)
    .where('endsAt', '>', now(ctx))
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

/** Whoever leaves covers nothing that is still to come. */
export async function deleteOverridesOf(ctx: Context, personId: string): Promise<void> {
  await pagerDb(ctx)
    .deleteFrom('pager.overrides')
    .where('personId', '=', personId)
    .where('startsAt', '>=', now(ctx))
    .execute()
  await pagerDb(ctx)
    .updateTable('pager.overrides')
    .set({ endsAt: now(ctx) })
    .where('personId', '=', personId)
    .where('endsAt', '>', now(ctx))
    .execute()
}

/** Nothing is overridden on a rota any more. */
export async function endOverridesOfRota(ctx: Context, rotaId: string): Promise<void> {
  const db = pagerDb(ctx)
  await db.deleteFrom('pager.overrides').where('rotaId', '=', rotaId).where('startsAt', '>=', now(ctx)).execute()
  await db
    .updateTable('pager.overrides')
    .set({ endsAt: now(ctx) })
    .where('rotaId', '=', rotaId)
    .where('endsAt', '>', now(ctx))
    .execute()
}

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

/** Of a rota, of a person, or some of them; at least one is named. */
interface Which {
  readonly rotaId?: string
  readonly personId?: string
  readonly ids?: readonly string[]
}

/** Ends overrides now; those that have not begun are gone. How many were not over. */
export async function endOverrides(ctx: Context, { rotaId, personId, ids }: Which): Promise<number> {
  const gone = await pagerDb(ctx)
    .deleteFrom('pager.overrides')
    .where('startsAt', '>=', now(ctx))
    .$if(rotaId !== undefined, (some) => some.where('rotaId', '=', rotaId ?? ''))
    .$if(personId !== undefined, (some) => some.where('personId', '=', personId ?? ''))
    .$if(ids !== undefined, (some) => some.where('id', 'in', ids ?? []))
    .executeTakeFirst()
  const ended = await pagerDb(ctx)
    .updateTable('pager.overrides')
    .set({ endsAt: now(ctx) })
    .where('startsAt', '<', now(ctx))
    .where('endsAt', '>', now(ctx))
    .$if(rotaId !== undefined, (some) => some.where('rotaId', '=', rotaId ?? ''))
    .$if(personId !== undefined, (some) => some.where('personId', '=', personId ?? ''))
    .$if(ids !== undefined, (some) => some.where('id', 'in', ids ?? []))
    .executeTakeFirst()
  return Number(gone.numDeletedRows + ended.numUpdatedRows)
}

import { type Insertable, type Selectable, sql } from 'kysely'
import type { SwapState } from '@bellwether/contract/pager-swaps.ts'
import { type Context, now } from '../../platform/context.ts'
import { onePage, type Order, type Page, type PageOf } from '../../platform/database/page-by-key.ts'
import { pagerDb, type PagerTables } from '../pager.tables.ts'

export type SwapRow = Selectable<PagerTables['pager.swaps']>

const inOrder: Order<SwapRow> = {
  direction: 'asc',
  key: [
    { sql: 'starts_at', type: 'timestamptz', of: ({ startsAt }) => startsAt },
    { sql: 'id', type: 'uuid', of: ({ id }) => id },
  ],
}

// A partial index is used where the statement says its condition word for word.
const isOpen = sql<boolean>`state = 'open'`

/** Swaps of rotas in force, those that begin first before the others. */
export async function findSwaps(
  ctx: Context,
  page: Page & { state?: SwapState | undefined; rotaId?: string | undefined },
): Promise<PageOf<SwapRow>> {
  const { state, rotaId } = page
  const query = pagerDb(ctx)
    .selectFrom('pager.swaps')
    .selectAll()
    .where('rotaId', 'in', (rotas) => rotas.selectFrom('pager.rotas').select('id').where('removedAt', 'is', null))
    .$if(rotaId !== undefined, (some) => some.where('rotaId', '=', rotaId ?? ''))
    .$if(state === 'open', (some) => some.where(isOpen).where('dueAt', '>', now(ctx)))
    .$if(state === 'past-due', (some) =>
      some.where(({ eb, or, and }) => or([eb('state', '=', 'past-due'), and([isOpen, eb('dueAt', '<=', now(ctx))])])),
    )
    .$if(state !== undefined && state !== 'open' && state !== 'past-due', (some) =>
      some.where('state', '=', state ?? 'taken'),
    )
  return onePage(query, inOrder, page)
}

/** Of a rota what can still be taken. */
export async function findOpenSwaps(ctx: Context, rotaId: string): Promise<SwapRow[]> {
  return pagerDb(ctx)
    .selectFrom('pager.swaps')
    .selectAll()
    .where('rotaId', '=', rotaId)
    .where(isOpen)
    .where('dueAt', '>', now(ctx))
    .execute()
}

/** Open ones whose time has come. */
export async function findDueSwaps(ctx: Context): Promise<SwapRow[]> {
  return pagerDb(ctx).selectFrom('pager.swaps').selectAll().where(isOpen).where('dueAt', '<=', now(ctx)).execute()
}

/** Open ones that somebody asked for, or is asked for. */
export async function findOpenSwapsWith(ctx: Context, personId: string): Promise<SwapRow[]> {
  return pagerDb(ctx)
    .selectFrom('pager.swaps')
    .selectAll()
    .where(isOpen)
    .where(({ eb, or }) => or([eb('personId', '=', personId), eb('toId', '=', personId)]))
    .execute()
}

export async function findSwap(ctx: Context, id: string): Promise<SwapRow | undefined> {
  return pagerDb(ctx).selectFrom('pager.swaps').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertSwap(ctx: Context, swap: Insertable<PagerTables['pager.swaps']>): Promise<SwapRow> {
  return pagerDb(ctx).insertInto('pager.swaps').values(swap).returningAll().executeTakeFirstOrThrow()
}

/** Ends an open swap; undefined where somebody else ended it before. */
export async function endSwap(
  ctx: Context,
  id: string,
  end: { state: Exclude<SwapState, 'open'>; takenBy?: string },
): Promise<SwapRow | undefined> {
  return pagerDb(ctx)
    .updateTable('pager.swaps')
    .set({ ...end, endedAt: now(ctx) })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returningAll()
    .executeTakeFirst()
}

/** What somebody wrote beside what they asked for. */
export async function emptyNotesOf(ctx: Context, personId: string): Promise<void> {
  await pagerDb(ctx)
    .updateTable('pager.swaps')
    .set({ note: '' })
    .where('personId', '=', personId)
    .where('note', '<>', '')
    .execute()
}

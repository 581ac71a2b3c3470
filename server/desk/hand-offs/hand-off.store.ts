import { type Insertable, type Selectable, type Updateable } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { newestFirst, onePage, type Order, type Page, type PageOf } from '../../platform/database/page-by-key.ts'
import { dueFirst } from '../clock.store.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type HandOffRow = Selectable<DeskTables['desk.handOffs']>

export async function insertHandOff(
  ctx: Context,
  handOff: Insertable<DeskTables['desk.handOffs']>,
): Promise<HandOffRow> {
  return deskDb(ctx).insertInto('desk.handOffs').values(handOff).returningAll().executeTakeFirstOrThrow()
}

export async function findHandOff(ctx: Context, id: string): Promise<HandOffRow | undefined> {
  return deskDb(ctx).selectFrom('desk.handOffs').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findHandOffs(ctx: Context, ticketId: string): Promise<HandOffRow[]> {
  return deskDb(ctx).selectFrom('desk.handOffs').selectAll().where('ticketId', '=', ticketId).orderBy('round').execute()
}

export async function findOpenHandOffs(ctx: Context, ticketId: string): Promise<HandOffRow[]> {
  return deskDb(ctx)
    .selectFrom('desk.handOffs')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('outcome', 'is', null)
    .orderBy('round')
    .execute()
}

export const hasOpenHandOff = async (ctx: Context, ticketId: string): Promise<boolean> =>
  (await findOpenHandOffs(ctx, ticketId)).length > 0

/** Changes a hand-off that is still in one of these states; false when somebody was faster. */
export async function moveHandOff(
  ctx: Context,
  id: string,
  from: readonly HandOffRow['state'][],
  change: Updateable<DeskTables['desk.handOffs']>,
): Promise<boolean> {
  const result = await deskDb(ctx)
    .updateTable('desk.handOffs')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Support goes on from the answers it has: they are closed. */
export async function markReturned(ctx: Context, ticketId: string): Promise<void> {
  await deskDb(ctx)
    .updateTable('desk.handOffs')
    .set({ state: 'returned' })
    .where('ticketId', '=', ticketId)
    .where('state', 'in', ['answered', 'declined'])
    .execute()
}

const openFirst: Order<HandOffRow> = {
  direction: 'asc',
  key: [dueFirst, { sql: 'id', type: 'uuid', of: ({ id }) => id }],
}

/** A team's hand-offs: open ones by nearest breach of their own clocks, ended ones newest first. */
export async function findTeamQueue(
  ctx: Context,
  { teamId, ended, ...page }: Page & { teamId: string; ended: boolean },
): Promise<PageOf<HandOffRow>> {
  const rows = deskDb(ctx)
    .selectFrom('desk.handOffs')
    .selectAll()
    .where('askedTeamId', '=', teamId)
    .where('outcome', ended ? 'is not' : 'is', null)
  return onePage(rows, ended ? newestFirst('endedAt') : openFirst, page)
}

export async function countOpenByTeam(ctx: Context): Promise<Map<string, number>> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.handOffs')
    .select((of) => ['askedTeamId', of.fn.countAll<number>().as('count')])
    .where('outcome', 'is', null)
    .groupBy('askedTeamId')
    .execute()
  return new Map(rows.map((row) => [row.askedTeamId, row.count]))
}

import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Context } from '../platform/context.ts'
import { deskDb, type DeskTables } from './desk.tables.ts'

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

export async function hasOpenHandOff(ctx: Context, ticketId: string): Promise<boolean> {
  return (await findHandOffs(ctx, ticketId)).some(({ outcome }) => outcome === null)
}

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

/** A team's hand-offs: open ones by nearest breach of their own clocks, ended ones newest first. */
export async function findTeamQueue(
  ctx: Context,
  query: { teamId: string; ended: boolean; offset: number; limit: number },
): Promise<HandOffRow[]> {
  const dueAt = sql`(select min(due_at) from desk.clocks where hand_off_id = desk.hand_offs.id and stopped_at is null)`
  return deskDb(ctx)
    .selectFrom('desk.handOffs')
    .selectAll()
    .where('askedTeamId', '=', query.teamId)
    .where('outcome', query.ended ? 'is not' : 'is', null)
    .orderBy(query.ended ? sql`ended_at desc` : sql`${dueAt} asc nulls last`)
    .orderBy('id')
    .offset(query.offset)
    .limit(query.limit)
    .execute()
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

import { type Insertable, type Selectable, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type UnsentRow = Selectable<DeskTables['desk.unsentReplies']>

/** As the indexes say it: with a parameter in its place no kept plan finds them, and no conflict is known. */
const waiting = sql.lit<'waiting'>('waiting')

/** Its id; undefined where another reply waits to go out on this ticket. */
export async function insertUnsent(
  ctx: Context,
  reply: Insertable<DeskTables['desk.unsentReplies']>,
): Promise<string | undefined> {
  const row = await deskDb(ctx)
    .insertInto('desk.unsentReplies')
    .values(reply)
    .onConflict((conflict) => conflict.column('ticketId').where('state', '=', waiting).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export const findWaiting = (ctx: Context, ticketId: string): Promise<UnsentRow | undefined> =>
  deskDb(ctx)
    .selectFrom('desk.unsentReplies')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('state', '=', waiting)
    .executeTakeFirst()

export const findUnsent = (ctx: Context, id: string): Promise<UnsentRow | undefined> =>
  deskDb(ctx).selectFrom('desk.unsentReplies').selectAll().where('id', '=', id).executeTakeFirst()

/** Held until the transaction ends: it goes out, or is taken back, once. */
export const findUnsentForUpdate = (ctx: Context, id: string): Promise<UnsentRow | undefined> =>
  deskDb(ctx).selectFrom('desk.unsentReplies').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export async function findUnsentOf(ctx: Context, ticketIds: readonly string[]): Promise<UnsentRow[]> {
  if (ticketIds.length === 0) return []
  return deskDb(ctx)
    .selectFrom('desk.unsentReplies')
    .selectAll()
    .where('ticketId', 'in', ticketIds)
    .orderBy('askedAt')
    .execute()
}

/** Somebody's own, those that were stopped first. */
export const findUnsentBy = (ctx: Context, personId: string, limit: number): Promise<UnsentRow[]> =>
  deskDb(ctx)
    .selectFrom('desk.unsentReplies')
    .selectAll()
    .where('personId', '=', personId)
    .orderBy(sql`state = 'waiting'`)
    .orderBy('sendAt')
    .limit(limit)
    .execute()

/** What was to go out by now, the longest due first. */
export async function findDueReplies(ctx: Context): Promise<string[]> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.unsentReplies')
    .select('id')
    .where('state', '=', waiting)
    .where('sendAt', '<=', now(ctx))
    // Who sends many holds up their own alone: each person has their turn.
    .orderBy(sql`row_number() over (partition by person_id order by send_at)`)
    .orderBy('sendAt')
    .limit(200)
    .execute()
  return rows.map(({ id }) => id)
}

export async function deleteUnsent(ctx: Context, id: string): Promise<void> {
  await deskDb(ctx).deleteFrom('desk.unsentReplies').where('id', '=', id).execute()
}

/** It stays, and must be looked at; false where it is gone, or was stopped before. */
export async function stopUnsent(ctx: Context, id: string, reason: string): Promise<boolean> {
  const result = await deskDb(ctx)
    .updateTable('desk.unsentReplies')
    .set({ state: 'stopped', reason })
    .where('id', '=', id)
    .where('state', '=', waiting)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

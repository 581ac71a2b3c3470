import { type Selectable, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type BlockedRow = Selectable<DeskTables['desk.blockedSenders']>

/** undefined where they were blocked before. */
export const insertBlocked = (
  ctx: Context,
  sender: string,
  blockedBy: string | null,
): Promise<BlockedRow | undefined> =>
  deskDb(ctx)
    .insertInto('desk.blockedSenders')
    .values({ sender, blockedAt: now(ctx), blockedBy })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()

/** Held until the transaction ends: nobody adds two at once. */
export async function countBlocked(ctx: Context): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('desk.blocked-senders', 26))`.execute(deskDb(ctx))
  const { count } = await deskDb(ctx)
    .selectFrom('desk.blockedSenders')
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export async function deleteBlocked(ctx: Context, sender: string): Promise<boolean> {
  const result = await deskDb(ctx).deleteFrom('desk.blockedSenders').where('sender', '=', sender).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** The latest blocked first. */
export const findBlocked = (ctx: Context, limit: number): Promise<BlockedRow[]> =>
  deskDb(ctx)
    .selectFrom('desk.blockedSenders')
    .selectAll()
    .orderBy('blockedAt', 'desc')
    .orderBy('sender')
    .limit(limit)
    .execute()

/** Which of these is blocked. */
export async function findBlockedAmong(ctx: Context, senders: readonly string[]): Promise<string | undefined> {
  const row = await deskDb(ctx)
    .selectFrom('desk.blockedSenders')
    .select('sender')
    .where('sender', 'in', senders)
    .limit(1)
    .executeTakeFirst()
  return row?.sender
}

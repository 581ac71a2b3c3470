import type { Selectable } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type ForwardRow = Selectable<DeskTables['desk.forwards']>

/** Returns its id. */
export async function insertForward(
  ctx: Context,
  forward: Pick<ForwardRow, 'ticketId' | 'messageId' | 'byPersonId' | 'toAddress'>,
): Promise<string> {
  const { id } = await deskDb(ctx)
    .insertInto('desk.forwards')
    .values({ ...forward, at: now(ctx) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function findForward(ctx: Context, ids: readonly string[]): Promise<ForwardRow | undefined> {
  if (ids.length === 0) return undefined
  return deskDb(ctx).selectFrom('desk.forwards').selectAll().where('id', 'in', ids).executeTakeFirst()
}

/** What was passed on of a ticket to somebody last. */
export async function findForwardTo(
  ctx: Context,
  { ticketId, address }: { ticketId: string; address: string },
): Promise<ForwardRow | undefined> {
  return deskDb(ctx)
    .selectFrom('desk.forwards')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('toAddress', '=', address)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function findWasAsked(ctx: Context, address: string): Promise<boolean> {
  const row = await deskDb(ctx)
    .selectFrom('desk.forwards')
    .select('id')
    .where('toAddress', '=', address)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What was passed on of a message is about the ticket on which it is now. */
export async function moveForwards(ctx: Context, messageId: string, intoId: string): Promise<void> {
  await deskDb(ctx).updateTable('desk.forwards').set({ ticketId: intoId }).where('messageId', '=', messageId).execute()
}

/** False where that was known. */
export async function markFailed(ctx: Context, id: string): Promise<boolean> {
  const result = await deskDb(ctx)
    .updateTable('desk.forwards')
    .set({ failedAt: now(ctx) })
    .where('id', '=', id)
    .where('failedAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

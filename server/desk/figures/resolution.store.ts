import { type Insertable, sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export async function insertResolution(
  ctx: Context,
  resolution: Insertable<DeskTables['desk.resolutions']>,
): Promise<string> {
  const { id } = await deskDb(ctx)
    .insertInto('desk.resolutions')
    .values(resolution)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The ticket goes on: what it was resolved with was not the end of it. */
export async function markReopened(ctx: Context, ticketId: string, at: Date): Promise<void> {
  await deskDb(ctx)
    .updateTable('desk.resolutions')
    // A letter may have come before we resolved, and be filed afterwards.
    .set({ reopenedAt: sql<Date>`greatest(resolved_at, ${at})` })
    .where('ticketId', '=', ticketId)
    .where('reopenedAt', 'is', null)
    .execute()
}

/** It was not opened after all: the last time that it was resolved was the end of it. */
export async function unmarkReopened(ctx: Context, ticketId: string): Promise<void> {
  await sql`
    update desk.resolutions set reopened_at = null
    where id = (
      select id from desk.resolutions where ticket_id = ${ticketId} order by resolved_at desc, id desc limit 1
    )`.execute(deskDb(ctx))
}

/** The ticket was not resolved after all; false where it was opened since. */
export async function deleteResolution(ctx: Context, id: string): Promise<boolean> {
  const result = await deskDb(ctx)
    .deleteFrom('desk.resolutions')
    .where('id', '=', id)
    .where('reopenedAt', 'is', null)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

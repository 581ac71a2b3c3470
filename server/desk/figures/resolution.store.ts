import { type Insertable, sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export async function insertResolution(
  ctx: Context,
  resolution: Insertable<DeskTables['desk.resolutions']>,
): Promise<void> {
  await deskDb(ctx).insertInto('desk.resolutions').values(resolution).execute()
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

import { type Insertable, type Selectable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { deskDb, type DeskTables } from './desk.tables.ts'

export type ParticipantRow = Selectable<DeskTables['desk.participants']>

/** Those who take part besides the contact, and those who were taken out; the earliest first. */
export async function findNamed(ctx: Context, ticketId: string): Promise<ParticipantRow[]> {
  return deskDb(ctx)
    .selectFrom('desk.participants')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .orderBy('addedAt')
    .orderBy('address')
    .execute()
}

/** Adds them; one who was taken out takes part again. */
export async function upsertParticipants(
  ctx: Context,
  rows: readonly Insertable<DeskTables['desk.participants']>[],
): Promise<void> {
  if (rows.length === 0) return
  await deskDb(ctx)
    .insertInto('desk.participants')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.columns(['ticketId', 'address']).doUpdateSet({
        addedAt: sql<Date>`excluded.added_at`,
        messageId: sql<string | null>`excluded.message_id`,
        addedBy: sql<string | null>`excluded.added_by`,
        removedAt: sql<Date | null>`excluded.removed_at`,
        removedBy: sql<string | null>`excluded.removed_by`,
      }),
    )
    .execute()
}

/** Takes somebody out; false when they did not take part. */
export async function markRemoved(
  ctx: Context,
  of: { ticketId: string; address: string },
  removed: { at: Date; by: string | null },
): Promise<boolean> {
  const result = await deskDb(ctx)
    .updateTable('desk.participants')
    .set({ removedAt: removed.at, removedBy: removed.by })
    .where('ticketId', '=', of.ticketId)
    .where('address', '=', of.address)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Whoever is the contact takes part as that alone. */
export async function deleteNamed(ctx: Context, ticketId: string, address: string): Promise<void> {
  await deskDb(ctx)
    .deleteFrom('desk.participants')
    .where('ticketId', '=', ticketId)
    .where('address', '=', address)
    .execute()
}

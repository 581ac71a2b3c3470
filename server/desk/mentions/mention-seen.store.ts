import { type Context, now } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'

/** How many there were. */
export async function setSeen(ctx: Context, ticketId: string, personId: string): Promise<number> {
  const result = await deskDb(ctx)
    .updateTable('desk.mentions')
    .set({ seenAt: now(ctx) })
    .where('ticketId', '=', ticketId)
    .where('personId', '=', personId)
    .where('seenAt', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

import type { Context } from '../platform/context.ts'
import { deskDb } from './desk.tables.ts'

interface MovedTicket {
  readonly mergeId: string
  readonly ticketId: string
}

export async function insertMovedTicket(ctx: Context, moved: MovedTicket): Promise<void> {
  await deskDb(ctx)
    .insertInto('desk.movedTickets')
    .values(moved)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteMovedTicket(ctx: Context, { mergeId, ticketId }: MovedTicket): Promise<void> {
  await deskDb(ctx)
    .deleteFrom('desk.movedTickets')
    .where('mergeId', '=', mergeId)
    .where('ticketId', '=', ticketId)
    .execute()
}

/** The tickets that went along with a customer. */
export async function findMovedTickets(ctx: Context, mergeId: string): Promise<string[]> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.movedTickets')
    .select('ticketId')
    .where('mergeId', '=', mergeId)
    .orderBy('ticketId')
    .execute()
  return rows.map(({ ticketId }) => ticketId)
}

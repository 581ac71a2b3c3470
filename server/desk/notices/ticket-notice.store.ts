import type { Selectable } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type TicketNoticeRow = Selectable<DeskTables['desk.ticketNotices']>

/** Writes down that a mail tells somebody of a ticket. Returns its id. */
export async function insertTicketNotice(
  ctx: Context,
  notice: Pick<TicketNoticeRow, 'personId' | 'ticketId'>,
): Promise<string> {
  const { personId, ticketId } = notice
  const row = await deskDb(ctx)
    .insertInto('desk.ticketNotices')
    .values({ personId, ticketId, at: now(ctx) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function findTicketNotice(ctx: Context, ids: readonly string[]): Promise<TicketNoticeRow | undefined> {
  if (ids.length === 0) return undefined
  return deskDb(ctx).selectFrom('desk.ticketNotices').selectAll().where('id', 'in', ids).executeTakeFirst()
}

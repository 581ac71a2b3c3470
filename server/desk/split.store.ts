import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { responseClocks } from './clock.store.ts'
import { deskDb } from './desk.tables.ts'

/** The message that a ticket began with. */
export async function findFirstMessageId(ctx: Context, ticketId: string): Promise<string | undefined> {
  const row = await deskDb(ctx)
    .selectFrom('desk.messages')
    .select('id')
    .where('ticketId', '=', ticketId)
    .orderBy('at')
    .orderBy('filedNumber')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** Moves one message with its attachments; both tickets count theirs anew. */
export async function setTicketOf(
  ctx: Context,
  { messageId, fromId, intoId }: { messageId: string; fromId: string; intoId: string },
): Promise<void> {
  const db = deskDb(ctx)
  await db.updateTable('desk.messages').set({ ticketId: intoId }).where('id', '=', messageId).execute()
  await sql`
    update desk.tickets set message_count = fresh.count, last_message_at = fresh.newest
    from (
      select ticket_id, count(*) as count, max(at) as newest from desk.messages
      where ticket_id in (${fromId}, ${intoId}) group by ticket_id
    ) fresh
    where fresh.ticket_id = tickets.id`.execute(db)
}

/** It is the newest of its ticket for whoever answers there: they have not seen it. */
export async function refileMessage(ctx: Context, id: string): Promise<void> {
  await sql`update desk.messages set filed_number = nextval('desk.filed_messages') where id = ${id}`.execute(
    deskDb(ctx),
  )
}

/** Whether a ticket has another message that its customer wrote. */
export async function findHasOtherWords(ctx: Context, ticketId: string, messageId: string): Promise<boolean> {
  const other = await deskDb(ctx)
    .selectFrom('desk.messages')
    .select('id')
    .where('ticketId', '=', ticketId)
    .where('id', '!=', messageId)
    .where('direction', '=', 'in')
    .where('isAutomatic', '=', false)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}

/** Whether a customer has heard from us on a ticket since an instant. */
export async function findIsAnswered(ctx: Context, ticketId: string, since: Date): Promise<boolean> {
  const answer = await deskDb(ctx)
    .selectFrom('desk.messages')
    .select('id')
    .where('ticketId', '=', ticketId)
    .where('direction', '=', 'out')
    .where('isAutomatic', '=', false)
    .where('flag', 'is', null)
    .where('at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return answer !== undefined
}

/**
 * Whether a customer wrote what nobody has answered: after our last word that arrived, or before this instant, where a
 * clock has run since before it. After a merge the order of what came with it does not tell.
 */
export async function findIsOwed(ctx: Context, ticketId: string, before: Date): Promise<boolean> {
  const { rows } = await sql<{ isOwed: boolean }>`
    select exists (
      select from desk.clocks
      where ticket_id = ${ticketId} and name = any(${[...responseClocks]}) and stopped_at is null and started_at < ${before}
    ) or exists (
      select from desk.messages theirs
      where ticket_id = ${ticketId} and direction = 'in' and not is_automatic and filed_number > coalesce((
        select max(filed_number) from desk.messages where ticket_id = ${ticketId} and direction = 'out' and flag is null
      ), 0)
    ) as is_owed`.execute(deskDb(ctx))
  return rows[0]?.isOwed ?? false
}

/** When the oldest word was written that a customer waits to have answered. */
export async function findOldestOwed(ctx: Context, ticketId: string): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from desk.messages
    where ticket_id = ${ticketId} and direction = 'in' and not is_automatic and filed_number > coalesce((
      select max(filed_number) from desk.messages where ticket_id = ${ticketId} and direction = 'out'
        and not is_automatic and flag is null
    ), 0)`.execute(deskDb(ctx))
  return rows[0]?.at ?? undefined
}

/** The clock of a word of theirs that runs; what was stopped stays in the figures. After a merge it may be a first one. */
export async function deleteRunningResponse(ctx: Context, ticketId: string): Promise<void> {
  await deskDb(ctx)
    .deleteFrom('desk.clocks')
    .where('ticketId', '=', ticketId)
    .where('name', 'in', responseClocks)
    .where('stoppedAt', 'is', null)
    .execute()
}

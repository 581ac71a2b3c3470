import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { deskDb } from './desk.tables.ts'

/** Says, in the transaction that changes these tickets, that what is derived of them is behind: facts and search. */
export async function markChanged(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  await sql`
    with changed as (select unnest(${ticketIds}::uuid[]) as id),
    unread as (insert into desk.unread_tickets (ticket_id) select id from changed)
    insert into desk.stale_facts (ticket_id) select id from changed`.execute(deskDb(ctx))
}

import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { deskDb } from './desk.tables.ts'

/** Says, in the transaction in which clocks of these tickets run out or do not, that the facts of figures are behind. */
export async function markStale(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  await sql`insert into desk.stale_facts (ticket_id) select unnest(${ticketIds}::uuid[])`.execute(deskDb(ctx))
}

/** The same of whatever else changes: what can be found of them may be behind, too. */
export async function markChanged(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  await sql`
    with changed as (select unnest(${ticketIds}::uuid[]) as id),
    unread as (insert into desk.unread_tickets (ticket_id) select id from changed)
    insert into desk.stale_facts (ticket_id) select id from changed`.execute(deskDb(ctx))
}

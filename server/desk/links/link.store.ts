import { sql } from 'kysely'
import type { LinkKind } from '@bellwether/contract/desk.ts'
import { type Context, now } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'
import type { TicketRow } from '../ticket.store.ts'

export interface Linked extends Pick<TicketRow, 'id' | 'number' | 'subject' | 'state'> {
  readonly kind: LinkKind
}

/** The tickets that belong to one, its own links and those of what was merged into it, each as the ticket in which it goes on. */
export async function findLinks(ctx: Context, ticketId: string, limit: number): Promise<Linked[]> {
  const { rows } = await sql<Linked>`
    with recursive here as (
      select ${ticketId}::uuid as id
      union select ticket.id from desk.tickets ticket join here on ticket.merged_into_id = here.id
    ),
    linked as (
      select other_id as id, case kind when 'part-of' then 'parent' else kind end as kind, at
      from desk.ticket_links where one_id in (select id from here)
      union all
      select one_id, case kind when 'part-of' then 'part' else kind end, at
      from desk.ticket_links where other_id in (select id from here)
    ),
    live as (
      select linked.id, linked.kind, linked.at, ticket.merged_into_id from linked
        join desk.tickets ticket on ticket.id = linked.id
      union all
      select ticket.id, live.kind, live.at, ticket.merged_into_id from live
        join desk.tickets ticket on ticket.id = live.merged_into_id
    ),
    shown as (
      select distinct on (id) id, kind, at from live
      where merged_into_id is null and id not in (select id from here) order by id, at desc
    )
    select ticket.id, ticket.number, ticket.subject, ticket.state, shown.kind
    from shown join desk.tickets ticket on ticket.id = shown.id
    order by array_position(array['parent', 'part', 'related'], shown.kind), ticket.number
    limit ${limit}`.execute(deskDb(ctx))
  return rows
}

/** Links a pair, in place of how it was linked before. */
export async function upsertLink(
  ctx: Context,
  { oneId, otherId, kind }: { oneId: string; otherId: string; kind: 'related' | 'part-of' },
): Promise<void> {
  await deleteLinks(ctx, oneId, otherId)
  await deskDb(ctx)
    .insertInto('desk.ticketLinks')
    .values({ oneId, otherId, kind, at: now(ctx) })
    .execute()
}

/** Between two tickets, and what was merged into either. Returns how many there were. */
export async function deleteLinks(ctx: Context, oneId: string, otherId: string): Promise<number> {
  const result = await sql`
    with recursive mine as (
      select ${oneId}::uuid as id union select ticket.id from desk.tickets ticket join mine on ticket.merged_into_id = mine.id
    ),
    theirs as (
      select ${otherId}::uuid as id
      union select ticket.id from desk.tickets ticket join theirs on ticket.merged_into_id = theirs.id
    )
    delete from desk.ticket_links where
      (one_id in (select id from mine) and other_id in (select id from theirs))
      or (one_id in (select id from theirs) and other_id in (select id from mine))`.execute(deskDb(ctx))
  return Number(result.numAffectedRows ?? 0)
}

/** Held until the transaction ends: nobody closes a circle that two begin. */
export async function lockLinking(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('desk.linking', 25))`.execute(deskDb(ctx))
}

/** Whether a ticket is part of another one, over however many between them, and what was merged into each. */
export async function findIsPartOf(ctx: Context, partId: string, wholeId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive above as (
      select ${partId}::uuid as id
      union
      select step.to_id from above cross join lateral (
        select other_id as to_id from desk.ticket_links where one_id = above.id and kind = 'part-of'
        union all select merged_into_id from desk.tickets where id = above.id and merged_into_id is not null
        union all select id from desk.tickets where merged_into_id = above.id
      ) step
    )
    select exists (select from above where id = ${wholeId}) as found`.execute(deskDb(ctx))
  return rows[0]?.found ?? false
}

import { type RawBuilder, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'

/** What others wrote on a ticket behind where somebody has read it: words of people, not of machines. */
export const unreadOf = (personId: RawBuilder<unknown>, ticketId: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select said.* from (
    select id, place, at, 'message' as kind, author_name as by, direction = 'out' as is_ours from desk.messages
    where ticket_id = ${ticketId} and not is_automatic and author_person_id is distinct from ${personId}
    union all
    select id, place, at, 'note', coalesce(author_name, 'Bellwether'), author_address is null from desk.notes
    where ticket_id = ${ticketId} and person_id is distinct from ${personId}
  ) said
  where said.place > coalesce(
    (select place from desk.looks where person_id = ${personId} and ticket_id = ${ticketId}), 0
  )
)`

/** The open tickets that somebody owns, and those that they follow. */
export const theirTickets = (personId: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select id, true as is_own from desk.tickets where owner_id = ${personId} and state = 'open'
  union all
  select follow.ticket_id, false from desk.follows follow join desk.tickets ticket on ticket.id = follow.ticket_id
  where follow.person_id = ${personId} and ticket.state in ('open', 'resolved')
    and not (ticket.owner_id is not distinct from ${personId} and ticket.state = 'open')`

const uuid = (id: string): RawBuilder<unknown> => sql`${id}::uuid`

export interface UnreadRow {
  readonly ticketId: string
  readonly number: number
  readonly subject: string
  readonly isOwn: boolean
  readonly count: number
  readonly firstId: string
  readonly kind: 'message' | 'note'
  readonly by: string
  readonly at: Date
}

/** Of the open tickets that somebody owns and those that they follow what they have not read, the newest first. */
export async function findUnreadTickets(ctx: Context, personId: string, limit: number): Promise<UnreadRow[]> {
  const { rows } = await sql<UnreadRow>`
    with theirs as (${theirTickets(uuid(personId))})
    select ticket.id as ticket_id, ticket.number, ticket.subject, theirs.is_own, unread.*
    from theirs join desk.tickets ticket on ticket.id = theirs.id
    cross join lateral (
      select count(*) as count, (array_agg(id order by place))[1] as first_id, max(at) as at,
        (array_agg(kind order by place desc))[1] as kind, (array_agg(by order by place desc))[1] as by
      from ${unreadOf(uuid(personId), sql`theirs.id`)} said
    ) unread
    where unread.count > 0
    order by unread.at desc, ticket.id limit ${limit}`.execute(deskDb(ctx))
  return rows
}

/** How many words of others somebody has not read on one ticket, whosever it is, and the first; null where they read none ever. */
export async function findUnreadOn(
  ctx: Context,
  personId: string,
  ticketId: string,
): Promise<{ count: number; firstId: string | null }> {
  const { rows } = await sql<{ count: number; firstId: string | null }>`
    select count(*) as count, case when exists (
      select from desk.looks where person_id = ${personId} and ticket_id = ${ticketId}
    ) then (array_agg(id order by place))[1] end as first_id
    from ${unreadOf(uuid(personId), uuid(ticketId))} said`.execute(deskDb(ctx))
  return rows[0] ?? { count: 0, firstId: null }
}

/** Where an entry stands in the time line of a ticket. */
export async function findPlace(ctx: Context, ticketId: string, entryId: string): Promise<number | undefined> {
  const { rows } = await sql<{ place: number }>`
    select place from desk.messages where id = ${entryId} and ticket_id = ${ticketId}
    union all select place from desk.notes where id = ${entryId} and ticket_id = ${ticketId}
    union all select place from desk.changes where id = ${entryId} and ticket_id = ${ticketId}
    union all select place from desk.hand_offs where id = ${entryId} and ticket_id = ${ticketId}`.execute(deskDb(ctx))
  return rows[0]?.place
}

export async function setFollowing(
  ctx: Context,
  { personId, ticketId, isFollowing }: { personId: string; ticketId: string; isFollowing: boolean },
): Promise<void> {
  const db = deskDb(ctx)
  if (!isFollowing) {
    await db.deleteFrom('desk.follows').where('personId', '=', personId).where('ticketId', '=', ticketId).execute()
    return
  }
  await db
    .insertInto('desk.follows')
    .values({ personId, ticketId, at: now(ctx) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findIsFollowed(ctx: Context, personId: string, ticketId: string): Promise<boolean> {
  const row = await deskDb(ctx)
    .selectFrom('desk.follows')
    .select('ticketId')
    .where('personId', '=', personId)
    .where('ticketId', '=', ticketId)
    .executeTakeFirst()
  return row !== undefined
}

/** A word that came onto a ticket is read by nobody there, and nobody was told of it. */
export async function lowerReading(
  ctx: Context,
  { ticketId, place }: { ticketId: string; place: number },
): Promise<void> {
  const db = deskDb(ctx)
  await sql`update desk.looks set place = least(place, ${place}::bigint - 1) where ticket_id = ${ticketId}`.execute(db)
  await sql`update desk.told_words set place = least(place, ${place}::bigint - 1) where ticket_id = ${ticketId}`.execute(
    db,
  )
}

/**
 * Whoever follows a ticket that is merged follows the one that goes on, and nobody has read there what they had not read here.
 * Returns who did not follow it before.
 */
export async function moveReading(
  ctx: Context,
  { fromId, intoId }: { fromId: string; intoId: string },
): Promise<string[]> {
  await sql`
    update desk.looks look set place = least(look.place, unread.place - 1)
    from (
      select reader.person_id, min(said.place) as place
      from desk.looks reader
      left join desk.looks here on here.person_id = reader.person_id and here.ticket_id = ${fromId}
      join (
        select place, author_person_id as by from desk.messages where ticket_id = ${fromId} and not is_automatic
        union all select place, person_id from desk.notes where ticket_id = ${fromId}
      ) said on said.place > coalesce(here.place, 0) and said.by is distinct from reader.person_id
      where reader.ticket_id = ${intoId}
      group by reader.person_id
    ) unread
    where look.person_id = unread.person_id and look.ticket_id = ${intoId}`.execute(deskDb(ctx))
  await sql`
    update desk.told_words told set place = least(told.place, first.place - 1)
    from (
      select min(place) as place from (
        select place from desk.messages where ticket_id = ${fromId} and not is_automatic
        union all select place from desk.notes where ticket_id = ${fromId}
      ) said
    ) first
    where told.ticket_id = ${intoId} and first.place is not null`.execute(deskDb(ctx))
  const { rows } = await sql<{ personId: string }>`
    insert into desk.follows (person_id, ticket_id, at)
    select person_id, ${intoId}, at from desk.follows where ticket_id = ${fromId}
    on conflict do nothing returning person_id`.execute(deskDb(ctx))
  return rows.map(({ personId }) => personId)
}

export async function deleteReadingOf(ctx: Context, personId: string): Promise<void> {
  await deskDb(ctx).deleteFrom('desk.follows').where('personId', '=', personId).execute()
  await deskDb(ctx).deleteFrom('desk.looks').where('personId', '=', personId).execute()
}

import { type RawBuilder, sql } from 'kysely'
import type { Plan } from '@bellwether/contract/customers.ts'
import type { Context } from '../../platform/context.ts'
import { among } from '../../platform/database/among.ts'
import { deskDb } from '../desk.tables.ts'

/** A ticket whose plan is not known yet, or is that of another customer than it has. */
export interface Unplanned {
  readonly ticketId: string
  readonly customerId: string | null
}

/** The mark of the newest change whose facts are behind; null where none is. */
export async function findNewestStale(ctx: Context): Promise<number | null> {
  const { rows } = await sql<{ mark: number | null }>`select max(mark) as mark from desk.stale_facts`.execute(
    deskDb(ctx),
  )
  return rows[0]?.mark ?? null
}

export async function findStaleUntil(ctx: Context, mark: number): Promise<boolean> {
  const { rows } = await sql<{ are: boolean }>`
    select exists (select from desk.stale_facts where mark <= ${mark}) as are`.execute(deskDb(ctx))
  return rows[0]?.are === true
}

/** Held until the transaction ends: facts are derived by one at a time. False while another one holds it. */
export async function lockFacts(ctx: Context): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('desk.facts', 3)) as held`.execute(deskDb(ctx))
  return rows[0]?.held === true
}

/**
 * Some tickets whose facts are behind and that nobody works on, which are locked, as every verb does before it changes
 * what is theirs: nobody is waited for while they are held.
 */
export async function takeStale(ctx: Context, limit: number): Promise<string[]> {
  const db = deskDb(ctx)
  const { rows } = await sql<{ id: string }>`
    select id from desk.tickets where id in (select ticket_id from desk.stale_facts)
    order by id limit ${limit} for no key update skip locked`.execute(db)
  const ids = rows.map(({ id }) => id)
  // Before the facts are derived: what is marked after this stays marked. Of a ticket that is gone nothing is derived.
  await sql`
    delete from desk.stale_facts where ticket_id = any(${ids}::uuid[])
      or not exists (select from desk.tickets where id = ticket_id)`.execute(db)
  return ids
}

/** A word of ours that reached the customer. */
const isOurs = sql`direction = 'out' and not is_automatic and flag is null`

/**
 * Derives the facts of tickets and of their hand-offs from what happened on them, and writes those that changed; a
 * ticket that was merged, or is in spam or the trash, has none. Tickets without a plan are left out and returned, to be
 * given again with `plans`.
 */
export async function writeFacts(
  ctx: Context,
  ticketIds: readonly string[],
  plans: ReadonlyMap<string, Plan>,
): Promise<Unplanned[]> {
  const planned = sql`unnest(${[...plans.keys()]}::uuid[], ${[...plans.values()]}::text[]) planned (ticket_id, plan)`
  const { rows } = await sql<Unplanned>`
    with unplanned as (
      select ticket.id as ticket_id, ticket.customer_id
      from desk.tickets ticket left join desk.ticket_facts fact on fact.ticket_id = ticket.id
      where ${among('ticket.id', ticketIds)} and ticket.state in ('open', 'resolved')
        and (fact.ticket_id is null or fact.customer_id is distinct from ticket.customer_id)
        and ticket.id not in (select ticket_id from ${planned})
    ),
    gone as (
      delete from desk.ticket_facts using desk.tickets
      where ticket_id = tickets.id and tickets.state not in ('open', 'resolved') and ${among('ticketFacts.ticketId', ticketIds)}
    ),
    asked as (${writeHandOffs(ticketIds)}),
    written as (${writeTickets(ticketIds, planned)})
    select ticket_id, customer_id from unplanned`.execute(deskDb(ctx))
  return rows
}

const changing = (of: string) => sql.raw(changingColumns.map((column) => of + column).join(', '))

const writeTickets = (ticketIds: readonly string[], planned: RawBuilder<unknown>) => sql`
  insert into desk.ticket_facts as known (ticket_id, opened_at, channel, ${changing('')})
  select
    ticket.id, ticket.created_at, coalesce(said.channel, 'mail'),
    coalesce(planned.plan, (select plan from desk.ticket_facts where ticket_id = ticket.id)),
    ticket.customer_id, ticket.owner_id, ticket.mailbox_id, said.first_seconds,
    case when clock.is_first_missed then true when clock.is_first_over and said.first_seconds is not null then false end,
    clock.next_count, clock.next_late, said.reply_count,
    (select count(*) from desk.hand_offs where ticket_id = ticket.id and passed_on_from_id is null),
    (select count(*) from desk.resolutions where ticket_id = ticket.id and reopened_at is not null),
    ticket.resolved_at, ticket.documented_as is not null, (${wasGood})
  from desk.tickets ticket
  left join ${planned} on planned.ticket_id = ticket.id
  cross join lateral (${said}) said
  cross join lateral (${customerClocks}) clock
  where ${among('ticket.id', ticketIds)} and ticket.state in ('open', 'resolved')
    and ticket.id not in (select ticket_id from unplanned)
  on conflict (ticket_id) do update set (${changing('')}) = row(${changing('excluded.')})
  where (${changing('known.')}) is distinct from (${changing('excluded.')})`

/** All that may change of the facts of a ticket. */
const changingColumns = [
  'plan',
  'customer_id',
  'owner_id',
  'mailbox_id',
  'first_seconds',
  'is_first_late',
  'next_count',
  'next_late',
  'reply_count',
  'round_count',
  'reopened_count',
  'resolved_at',
  'is_documented',
  'was_good',
]

/** What the messages tell; whoever was written to first did not wait for a first word. */
const said = sql`
  select
    (array_agg(channel order by at, filed_number))[1] as channel,
    case when (array_agg(direction order by at, filed_number) filter (where not is_automatic))[1] = 'in' then
      extract(epoch from min(at) filter (where ${isOurs})
        - min(at) filter (where direction = 'in' and not is_automatic))::int
    end as first_seconds,
    count(*) filter (where ${isOurs}) as reply_count
  from desk.messages where ticket_id = ticket.id`

/** What the customer said last of how good the answer was. */
const wasGood = sql`
  select answer = 'good'
  from desk.customer_answers answer join desk.customer_asks ask on ask.id = answer.ask_id
  where ask.ticket_id = ticket.id and answer in ('good', 'bad')
  order by answer.at desc, answer.place desc limit 1`

/** What the clocks of the customer tell: a clock that the end of the ticket stopped was neither answered nor missed. */
const customerClocks = sql`
  select
    (array_agg(breached_at is not null order by started_at) filter (where name = 'first-response'))[1] as is_first_missed,
    (array_agg(stopped_at is not null order by started_at) filter (where name = 'first-response'))[1] as is_first_over,
    count(*) filter (where name = 'next-response' and (breached_at is not null or is_answered)) as next_count,
    count(*) filter (where name = 'next-response' and breached_at is not null) as next_late
  from (
    select name, started_at, stopped_at, breached_at, exists (
      select from desk.messages
      where ticket_id = ticket.id and ${isOurs} and at between clocks.started_at and clocks.stopped_at
    ) as is_answered
    from desk.clocks where ticket_id = ticket.id
  ) one`

/**
 * The same of hand-offs. What ran out was late, also while it is open; what a team ended before was in time; of what
 * support took back before that nobody can say.
 */
const writeHandOffs = (ticketIds: readonly string[]) => sql`
  update desk.hand_offs set (was_late, was_seen_late, was_asked_back, held_seconds) =
    row(fresh.was_late, fresh.was_seen_late, fresh.was_asked_back, fresh.held_seconds)
  from (${handOffFacts} where ${among('handOff.ticketId', ticketIds)}) fresh
  where fresh.id = hand_offs.id
    and (hand_offs.was_late, hand_offs.was_seen_late, hand_offs.was_asked_back, hand_offs.held_seconds)
      is distinct from (fresh.was_late, fresh.was_seen_late, fresh.was_asked_back, fresh.held_seconds)`

const handOffFacts = sql`
  select
    hand_off.id,
    case when clock.is_missed then true when clock.is_missed is not null and outcome <> 'withdrawn' then false
      end as was_late,
    case when clock.is_unseen then true
      when clock.is_unseen is not null and (acknowledged_at is not null or outcome <> 'withdrawn') then false
      end as was_seen_late,
    exists (select from desk.hand_off_words where hand_off_id = hand_off.id and kind = 'asked-back') as was_asked_back,
    case when ended_at is not null then
      greatest(0, extract(epoch from ended_at - asked_at) - coalesce(clock.paused_seconds, 0))::int
      end as held_seconds
  from desk.hand_offs hand_off
  cross join lateral (
    select
      bool_or(breached_at is not null) filter (where name = 'answer') as is_missed,
      bool_or(breached_at is not null) filter (where name = 'acknowledge') as is_unseen,
      sum((
        select sum(extract(epoch from (pause->>'until')::timestamptz - (pause->>'from')::timestamptz))
        from jsonb_array_elements(pauses) pause
      )) filter (where name = 'answer') as paused_seconds
    from desk.clocks where hand_off_id = hand_off.id
  ) clock`

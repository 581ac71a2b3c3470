import { type RawBuilder, sql } from 'kysely'
import type { HandOffSplit, TicketSplit } from '@bellwether/contract/desk-figures.ts'
import type { Context } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'
import type { HandOffSums, TicketSums, WeekSums } from './figure.rules.ts'
import { bucketBase } from './spread.rules.ts'

/** Where there is no duration there is no bucket, which `greatest` would not say. */
const bucketOf = (seconds: string) =>
  sql.raw(`floor(ln(case when ${seconds} < 1 then 1 else ${seconds} end) / ln(${bucketBase}))::int`)

/** What a week is split by, as the database says it. Weeks themselves are not split. */
const ticketKeys: Readonly<Record<TicketSplit, string>> = {
  week: `''`,
  plan: 'plan',
  customer: `coalesce(customer_id::text, '')`,
  person: `coalesce(owner_id::text, '')`,
  channel: 'channel',
  mailbox: `coalesce(mailbox_id::text, '')`,
}
const handOffKeys: Readonly<Record<HandOffSplit, string>> = {
  week: `''`,
  team: 'asked_team_id::text',
  // Who asks in private is named nowhere, and counted all the same.
  asker: `case when is_private then '' else asked_by::text end`,
}

/** There are about as many tickets as rows that would be kept for each customer and week. */
const keptTicketSplits = ['week', 'plan', 'person', 'channel', 'mailbox'] as const satisfies readonly TicketSplit[]
const keptHandOffSplits = ['week', 'team', 'asker'] as const satisfies readonly HandOffSplit[]

/** Counts in two steps, of which the first is a hash over few groups: nothing is sorted. */
const ticketSums = (split: TicketSplit, where: RawBuilder<unknown>) => sql<WeekSums<TicketSums>>`
  select week::text, key, jsonb_build_object(
    'opened', sum(opened), 'resolved', sum(resolved), 'everResolved', sum(ever_resolved),
    'firstJudged', sum(first_judged), 'firstLate', sum(first_late),
    'nextCount', sum(next_count), 'nextLate', sum(next_late),
    'withRounds', sum(with_rounds), 'rounds', sum(rounds), 'reopened', sum(reopened),
    'replied', sum(replied), 'touchedAgain', sum(touched_again), 'docDebt', sum(doc_debt),
    'judgedByCustomer', sum(judged_by_customer), 'good', sum(good),
    'firstSeconds', coalesce(jsonb_object_agg(bucket, opened) filter (where bucket is not null), '{}')
  ) as sums
  from (
    select opened_week as week, ${sql.raw(ticketKeys[split])} as key, ${bucketOf('first_seconds')} as bucket,
      count(*) as opened,
      count(resolved_at) as resolved,
      count(*) filter (where resolved_at is not null or reopened_count > 0) as ever_resolved,
      count(is_first_late) as first_judged,
      count(*) filter (where is_first_late) as first_late,
      sum(next_count) as next_count,
      sum(next_late) as next_late,
      count(*) filter (where round_count > 0) as with_rounds,
      sum(round_count) as rounds,
      count(*) filter (where reopened_count > 0) as reopened,
      count(*) filter (where reply_count > 0) as replied,
      count(*) filter (where reply_count > 1) as touched_again,
      count(*) filter (where resolved_at is not null and not is_documented) as doc_debt,
      count(was_good) as judged_by_customer,
      count(*) filter (where was_good) as good
    from desk.ticket_facts where ${where} group by 1, 2, 3
  ) one group by 1, 2`

const askedWeek = sql.raw('desk.week_of(asked_at)')

const handOffSums = (split: HandOffSplit, where: RawBuilder<unknown>) => sql<WeekSums<HandOffSums>>`
  select week::text, key, jsonb_build_object(
    'asked', sum(asked), 'answered', sum(answered), 'declined', sum(declined), 'passedOn', sum(passed_on),
    'withdrawn', sum(withdrawn), 'judged', sum(judged), 'late', sum(late), 'seenJudged', sum(seen_judged),
    'seenLate', sum(seen_late), 'answeredDirectly', sum(answered_directly), 'askedBack', sum(asked_back),
    'heldSeconds', coalesce(jsonb_object_agg(bucket, asked) filter (where bucket is not null), '{}')
  ) as sums
  from (
    select ${askedWeek} as week, ${sql.raw(handOffKeys[split])} as key, ${bucketOf('held_seconds')} as bucket,
      count(*) as asked,
      count(*) filter (where outcome = 'answered') as answered,
      count(*) filter (where outcome = 'declined') as declined,
      count(*) filter (where outcome = 'passed-on') as passed_on,
      count(*) filter (where outcome = 'withdrawn') as withdrawn,
      count(was_late) as judged,
      count(*) filter (where was_late) as late,
      count(was_seen_late) as seen_judged,
      count(*) filter (where was_seen_late) as seen_late,
      count(*) filter (where answered_to_customer) as answered_directly,
      count(*) filter (where was_asked_back) as asked_back
    from desk.hand_offs where ${where} group by 1, 2, 3
  ) one group by 1, 2`

/** Weeks that changed since they were counted last. */
async function findChangedWeeks(ctx: Context, about: About, mondays: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ week: string }>`
    select distinct week::text from desk.changed_weeks
    where about = ${about} and week = any(${mondays}::date[])`.execute(deskDb(ctx))
  return rows.map(({ week }) => week)
}

type About = 'tickets' | 'hand-offs'
interface Kept {
  readonly about: About
  readonly split: string
  readonly mondays: readonly string[]
  readonly except: readonly string[]
  readonly key?: string | undefined
}

async function findKeptWeeks<Sums>(
  ctx: Context,
  { about, split, mondays, except, key }: Kept,
): Promise<WeekSums<Sums>[]> {
  const ofKey = key === undefined ? sql`` : sql` and key = ${key}`
  const { rows } = await sql<WeekSums<Sums>>`
    select week::text, key, sums from desk.kept_weeks
    where about = ${about} and split = ${split} and week = any(${mondays}::date[]) and week <> all(${except}::date[])
    ${ofKey}`.execute(deskDb(ctx))
  return rows
}

/**
 * The sums of these weeks. What is kept of a week holds unless somebody changed it, which is known before it is read: a
 * week that changes meanwhile is read as it was or as it is.
 */
export async function findTicketWeeks(
  ctx: Context,
  split: (typeof keptTicketSplits)[number],
  mondays: readonly string[],
): Promise<WeekSums<TicketSums>[]> {
  const changed = await findChangedWeeks(ctx, 'tickets', mondays)
  const kept = await findKeptWeeks<TicketSums>(ctx, { about: 'tickets', split, mondays, except: changed })
  if (changed.length === 0) return kept
  const fresh = await ticketSums(split, sql`opened_week = any(${changed}::date[])`).execute(deskDb(ctx))
  return [...kept, ...fresh.rows]
}

/** The same of hand-offs, of one team where it is said. */
export async function findHandOffWeeks(
  ctx: Context,
  split: HandOffSplit,
  { mondays, teamId }: { mondays: readonly string[]; teamId: string | undefined },
): Promise<WeekSums<HandOffSums>[]> {
  const db = deskDb(ctx)
  if (teamId !== undefined && split === 'asker') {
    const ofTeam = sql`asked_team_id = ${teamId} and ${askedWeek} = any(${mondays}::date[])`
    return (await handOffSums(split, ofTeam).execute(db)).rows
  }
  const keptBy = teamId === undefined ? split : 'team'
  const changed = await findChangedWeeks(ctx, 'hand-offs', mondays)
  const of = { about: 'hand-offs', split: keptBy, mondays, except: changed, key: teamId } as const
  const kept = await findKeptWeeks<HandOffSums>(ctx, of)
  if (changed.length === 0) return kept
  const where = sql`${askedWeek} = any(${changed}::date[])${teamId === undefined ? sql`` : sql` and asked_team_id = ${teamId}`}`
  const fresh = await handOffSums(keptBy, where).execute(db)
  return [...kept, ...fresh.rows]
}

/** Customers with most tickets of these weeks, which are counted as they are asked for, and how many there are. */
export async function findTopCustomerWeeks(
  ctx: Context,
  mondays: readonly string[],
  limit: number,
): Promise<{ weeks: WeekSums<TicketSums>[]; count: number }> {
  const db = deskDb(ctx)
  const top = await sql<{ key: string | null; count: number }>`
    select customer_id as key, count(*) over () as count
    from desk.ticket_facts where opened_week = any(${mondays}::date[])
    group by customer_id order by count(*) desc, customer_id limit ${limit}`.execute(db)
  const ids = top.rows.flatMap(({ key }) => key ?? [])
  const strangers = top.rows.some(({ key }) => key === null) ? sql` or customer_id is null` : sql``
  const where = sql`opened_week = any(${mondays}::date[]) and (customer_id = any(${ids}::uuid[])${strangers})`
  const { rows } = await ticketSums('customer', where).execute(db)
  return { weeks: rows, count: top.rows[0]?.count ?? 0 }
}

/** Held until the transaction ends: weeks are counted by one at a time. */
export async function lockKeptWeeks(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('desk.kept-weeks', 3))`.execute(ctx.db)
}

/**
 * Counts some changed weeks again, the newest first; false where none was left. What others change meanwhile is said
 * beside it and stays.
 */
export async function keepChangedWeeks(ctx: Context, about: About, limit: number): Promise<boolean> {
  const db = deskDb(ctx)
  const { rows } = await sql<{ week: string }>`
    with gone as (
      delete from desk.changed_weeks where about = ${about} and week in (
        select distinct week from desk.changed_weeks where about = ${about} order by week desc limit ${limit}
      ) returning week
    ) select distinct week::text from gone`.execute(db)
  const weeks = rows.map(({ week }) => week)
  if (weeks.length === 0) return false
  await sql`delete from desk.kept_weeks where about = ${about} and week = any(${weeks}::date[])`.execute(db)
  const keep = (split: string, sums: RawBuilder<unknown>) =>
    sql`insert into desk.kept_weeks (about, split, week, key, sums)
      select ${about}, ${split}, week::date, key, sums from (${sums}) counted`.execute(db)
  if (about === 'tickets')
    for (const split of keptTicketSplits) await keep(split, ticketSums(split, sql`opened_week = any(${weeks}::date[])`))
  else
    for (const split of keptHandOffSplits)
      await keep(split, handOffSums(split, sql`${askedWeek} = any(${weeks}::date[])`))
  return true
}

import { type RawBuilder, sql } from 'kysely'
import type { PageOrigin } from '@bellwether/contract/pager-reports.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { readAsOfNow } from '../../platform/database/one-instant.ts'
import { pagerDb } from '../pager.tables.ts'

/** Which pages are reported. A page without a team is a test, and is none. */
export interface Asked {
  readonly from: Date
  readonly until: Date
  readonly teamId: string | undefined
}

const isAsked = ({ from, until, teamId }: Asked): RawBuilder<boolean> => sql<boolean>`
  p.team_id is not null and p.created_at >= ${from} and p.created_at < ${until}
  ${teamId === undefined ? sql`` : sql`and p.team_id = ${teamId}`}`

const isAcknowledged = sql`e.kind = 'acknowledged' and e.person_id is not null`

/**
 * What is known of each page. That it was acknowledged or exhausted stands in what happened to it: the page itself
 * forgets it where it begins anew or is reassigned. A person acts; a program and the end of what a page is about do not.
 */
const facts = (pages: RawBuilder<unknown>) => sql`
  asked as materialized (${pages}),
  acts as (
    select e.page_id,
      count(*) filter (where e.kind = 'step')::int as steps,
      count(*) filter (where e.kind = 'timed-out')::int as anew,
      bool_or(e.kind = 'nobody') as has_reached_nobody,
      bool_or(e.kind = 'exhausted') as is_exhausted,
      bool_or(e.person_id is not null and e.kind in ('acknowledged', 'escalated', 'reassigned', 'raised', 'note', 'resolved', 'snoozed', 'merged')) as is_acted_on,
      max(e.at) filter (where e.kind in ('resolved', 'merged')) as ended_at,
      min(e.at) filter (where ${isAcknowledged}) as acknowledged_at,
      -- Of the first of them, without a sort: entries are numbered as they come.
      right(min((lpad(e.id::text, 20, '0') || e.person_id::text) collate "C") filter (where ${isAcknowledged}), 36)::uuid
        as acknowledged_by
    from asked p join pager.page_entries e on e.page_id = p.id group by e.page_id
  ),
  sources as (
    select id as page_id, min(source_id::text)::uuid as source_id
    from (
      select p.id, a.source_id from asked p join pager.alerts a on a.page_id = p.id where a.page_id is not null
      union all
      -- Of a page that was merged into another all alerts are that one's.
      select p.id, a.source_id from asked p join pager.alerts a on a.id = p.about_id where p.about_module = 'pager'
    ) own group by id
  ),
  known as (
    select p.id, p.team_id, p.title, p.state, p.created_at, p.about_module, sources.source_id,
      coalesce(acts.acknowledged_at, p.acknowledged_at) as acknowledged_at,
      coalesce(acts.acknowledged_by, p.acknowledged_by) as acknowledged_by,
      coalesce(acts.steps, 0) as steps,
      coalesce(acts.has_reached_nobody or acts.steps > acts.anew + 1, false) as is_escalated,
      coalesce(acts.is_exhausted, p.exhausted_at is not null) as is_exhausted,
      coalesce(acts.is_acted_on, false) as is_acted_on, acts.ended_at,
      case
        when sources.source_id is not null then 'alerts'
        when p.about_module = 'pager' and (h.id is not null or p.about_id = p.team_id) then 'heartbeats'
        when p.about_module = 'pager' then 'by-hand'
        when p.about_module = 'desk' then 'tickets'
        when p.about_module = 'incidents' then 'reports'
        when p.about_module = 'signals' then 'signals'
        else 'other'
      end as origin
    from asked p
    left join acts on acts.page_id = p.id
    left join sources on sources.page_id = p.id
    left join pager.heartbeats h on h.id = p.about_id and p.about_module = 'pager'
  ),
  facts as (
    select id, team_id, title, state, created_at, source_id, origin, steps, is_escalated, is_exhausted, ended_at,
      acknowledged_by,
      case when acknowledged_by is not null then acknowledged_at end as acknowledged_at,
      case when acknowledged_by is not null
        then greatest(0, floor(extract(epoch from acknowledged_at - created_at)))::int end as seconds,
      -- The page of a ticket or of a report is over because somebody answered or ended that.
      state = 'resolved' and not is_acted_on and acknowledged_by is null
        and origin in ('alerts', 'heartbeats', 'signals') as is_noise
    from known
  )`

const columns = sql`
  p.id, p.team_id, p.title, p.state, p.created_at, p.about_module, p.about_id, p.acknowledged_at, p.acknowledged_by,
  p.exhausted_at`

const secondsMost = 20

/**
 * Reads everything of a report as of one instant. Each statement is planned for its days, since a week is read otherwise
 * than a year, and a year of a hundred thousand pages is counted in memory.
 */
export async function findAsOfNow<T>(ctx: Context, read: (ctx: Context) => Promise<T>): Promise<T> {
  return inTransaction(ctx, async (ctx) => {
    await readAsOfNow(ctx, secondsMost)
    await sql`select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('work_mem', '32MB', true),
      set_config('jit', 'off', true)`.execute(ctx.db)
    return read(ctx)
  })
}

export interface SumRow {
  readonly split: 'all' | 'week' | 'team' | 'source' | 'person'
  /** From 1 on. */
  readonly week: number | null
  readonly teamId: string | null
  readonly origin: PageOrigin | null
  readonly sourceId: string | null
  readonly personId: string | null
  readonly pages: number
  readonly open: number
  readonly acknowledged: number
  readonly missed: number
  readonly endedUnacknowledged: number
  readonly escalated: number
  readonly exhausted: number
  readonly noise: number
  readonly medianSeconds: number | null
  readonly p90Seconds: number | null
}

/** Counts pages: all, by week, by team, by what opened them and by who acknowledged them. Each week by its begin. */
export async function findSums(ctx: Context, asked: Asked, weeks: readonly Date[]): Promise<SumRow[]> {
  const begins = weeks.map((week) => week.toISOString())
  const { rows } = await sql<SumRow>`
    with ${facts(sql`select ${columns} from pager.pages p where ${isAsked(asked)}`)},
    split as (select width_bucket(created_at, ${begins}::timestamptz[]) as week, * from facts)
    select
      case
        when grouping(week) = 0 then 'week' when grouping(team_id) = 0 then 'team' when grouping(origin) = 0 then 'source'
        when grouping(acknowledged_by) = 0 then 'person' else 'all'
      end as split,
      week, team_id, origin, source_id, acknowledged_by as person_id,
      count(*)::int as pages,
      count(*) filter (where state = 'open')::int as open,
      count(acknowledged_at)::int as acknowledged,
      count(*) filter (where is_exhausted and acknowledged_at is null)::int as missed,
      count(*) filter (where state = 'resolved' and not is_exhausted and acknowledged_at is null)::int
        as ended_unacknowledged,
      count(*) filter (where is_escalated)::int as escalated,
      count(*) filter (where is_exhausted)::int as exhausted,
      count(*) filter (where is_noise)::int as noise,
      percentile_disc(0.5) within group (order by seconds) as median_seconds,
      percentile_disc(0.9) within group (order by seconds) as p90_seconds
    from split
    group by grouping sets ((), (week), (team_id), (origin, source_id), (acknowledged_by))`.execute(pagerDb(ctx))
  return rows
}

/** How many pages each quarter of an hour had; no zone changes its clocks or begins an hour within one. */
export async function findQuarters(ctx: Context, asked: Asked): Promise<{ at: number; count: number }[]> {
  const { rows } = await sql<{ seconds: number; count: number }>`
    select extract(epoch from date_bin('15 minutes', p.created_at, 'epoch'))::float8 as seconds, count(*)::int as count
    from pager.pages p where ${isAsked(asked)} group by 1`.execute(pagerDb(ctx))
  return rows.map(({ seconds, count }) => ({ at: seconds * 1000, count }))
}

interface RingRow {
  readonly personId: string
  readonly teamId: string
  readonly all: string | null
  readonly firsts: string | null
  readonly acknowledged: string | null
}

const instantsIn = (seconds: string | null): number[] =>
  seconds === null
    ? []
    : seconds
        .split(',')
        .map((one) => Number(one) * 1000)
        .toSorted((a, b) => a - b)

/** What waits, was not needed or failed did not go. */
const hasGone = sql`n.waits_until is null and n.unneeded_at is null and (n.failed_at is null or n.sent_at is not null)`

const secondsOf = (instant: string) => sql.raw(`floor(extract(epoch from ${instant}))::bigint::text`)

/** When pages went to people, by person and team; once each time, by however many contact methods, in whole seconds. */
export async function findRings(ctx: Context, asked: Asked) {
  const { rows } = await sql<RingRow>`
    with asked as materialized (select p.id, p.team_id, p.urgency from pager.pages p where ${isAsked(asked)}),
    acknowledgements as (
      select distinct on (e.page_id) e.page_id, e.person_id
      from asked p join pager.page_entries e on e.page_id = p.id
      where ${isAcknowledged}
      order by e.page_id, e.id
    ),
    rounds as (
      select n.page_id, p.team_id, n.person_id, min(n.created_at) as came_at,
        min(case when n.kind = 'mail' then n.dispatched_at else n.sent_at end) as rang_at
      from asked p join pager.notifications n on n.page_id = p.id
      where ${hasGone}
      group by n.page_id, p.team_id, n.person_id, n.round
    ),
    pages as (
      select page_id, team_id, person_id, ${secondsOf('min(came_at)')} as came,
        string_agg(${secondsOf('rang_at')}, ',') as rings
      from rounds group by page_id, team_id, person_id
    )
    select g.person_id, g.team_id, string_agg(g.rings, ',') as "all", string_agg(g.came, ',') as firsts,
      string_agg(g.came, ',') filter (where k.person_id = g.person_id) as acknowledged
    from pages g left join acknowledgements k on k.page_id = g.page_id
    group by g.person_id, g.team_id`.execute(pagerDb(ctx))
  return rows.map((row) => ({
    personId: row.personId,
    teamId: row.teamId,
    all: instantsIn(row.all),
    firsts: instantsIn(row.firsts),
    acknowledged: instantsIn(row.acknowledged),
  }))
}

export async function countPages(ctx: Context, asked: Asked): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pager.pages p where ${isAsked(asked)}`.execute(pagerDb(ctx))
  return rows[0]?.count ?? 0
}

export interface LineRow {
  readonly id: string
  readonly teamId: string
  readonly origin: PageOrigin
  readonly sourceId: string | null
  readonly title: string
  readonly createdAt: Date
  readonly acknowledgedAt: Date | null
  readonly acknowledgedBy: string | null
  readonly seconds: number | null
  readonly steps: number
  readonly notified: number
  readonly endedAt: Date | null
  readonly isNoise: boolean
}

/** Some pages in the order in which they were opened, after one of them. */
export async function findLines(
  ctx: Context,
  asked: Asked,
  { after, limit }: { after: Pick<LineRow, 'createdAt' | 'id'> | undefined; limit: number },
): Promise<LineRow[]> {
  const isAfter =
    after === undefined
      ? sql``
      : sql`and p.created_at >= ${after.createdAt} and (p.created_at, p.id) > (${after.createdAt}, ${after.id}::uuid)`
  const { rows } = await sql<LineRow>`
    with ${facts(sql`
      select ${columns} from pager.pages p where ${isAsked(asked)} ${isAfter}
      order by p.created_at, p.id limit ${limit}`)},
    notified as (
      select n.page_id, count(distinct n.person_id)::int as notified
      from asked p join pager.notifications n on n.page_id = p.id where ${hasGone} group by n.page_id
    )
    select f.id, f.team_id, f.origin, f.source_id, f.title, f.created_at, f.acknowledged_at, f.acknowledged_by, f.seconds,
      f.steps, coalesce(n.notified, 0) as notified, f.ended_at, f.is_noise
    from facts f left join notified n on n.page_id = f.id
    order by f.created_at, f.id`.execute(pagerDb(ctx))
  return rows
}

import type { PagingReport, ReportCounts } from '@bellwether/contract/pager-reports.ts'
import type { TeamRef } from '@bellwether/contract/team-ref.ts'
import { type Context, now } from '../../platform/context.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { type Names, namesById, peopleById } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { findNamedSources } from '../alerts/alert.store.ts'
import { findRotasForWorks, type Rota } from '../rota.store.ts'
import { shiftsBetween } from '../rota.rules.ts'
import { findWorks } from '../work.store.ts'
import * as rules from './paging-report.rules.ts'
import { type Asked, findQuarters, findRings, findSums, type SumRow } from './paging-report.store.ts'
import { readAsked, readPatiently, type ReportQuery } from './report-asked.ts'

type Report = Presented<PagingReport>

/** What pages were in a span of days, how soon somebody answered, what was noise, and whose nights broke. */
export async function getPagingReport(ctx: Context, query: ReportQuery): Promise<Report> {
  allow(ctx, 'pager.read')
  const { period, asked } = await readAsked(ctx, query)
  const read = await readPatiently(ctx, async (ctx) => ({
    sums: await findSums(
      ctx,
      asked,
      // The first week is counted from the first day on.
      period.weeks.map(({ startsAt }) => new Date(Math.max(startsAt, period.fromAt))),
    ),
    quarters: await findQuarters(ctx, asked),
    rings: await findRings(ctx, asked),
    ...(await readShifts(ctx, period, asked)),
  }))
  const { shifts } = read
  const acknowledged = acknowledgedBy(read.sums)
  const met = [...read.rings, ...shifts].map(({ personId }) => personId)
  const zones = await readZones(ctx, period, [...met, ...acknowledged.keys()])
  const onCall = shifts.filter(({ isPaging }) => isPaging)
  const loads = rules.loadsOf({ rings: read.rings, acknowledged, shifts: onCall }, zones.of)
  const names = await readNames(ctx, read.sums, { shifts, loads })
  return {
    from: asked.from,
    until: asked.until,
    timeZone: period.timeZone,
    ...presentSums(ctx, read.sums, { period, names }),
    hours: rules.hoursOf(read.quarters, period.timeZone),
    people: loads.map(({ personId, ...load }) => ({
      person: names.person(personId),
      timeZone: zones.of(personId),
      isOwnZone: zones.isKnown(personId),
      ...load,
    })),
    shifts: {
      from: new Date(rememberedFrom(ctx, period)),
      ...presentShifts(rules.meaningOf(shifts, read, zones.of), names, read),
    },
  }
}

declare module '../../platform/context.ts' {
  interface Surroundings {
    /** Of each shift, in their order, on how many tickets whoever had it answered; whoever keeps tickets says so. */
    readonly ticketsOfShifts: (
      ctx: Context,
      shifts: readonly Pick<rules.ReportShift, 'personId' | 'startsAt' | 'endsAt'>[],
    ) => Promise<readonly number[]>
  }
}

const rememberedDays = 400
const dayMilliseconds = 86_400_000

/** Who covered for whom is remembered for so long. */
const rememberedFrom = (ctx: Context, { fromAt, untilAt }: rules.Period): number =>
  Math.min(untilAt, Math.max(fromAt, now(ctx).getTime() - rememberedDays * dayMilliseconds))

/** The shifts of whatever work, and of each on how many tickets whoever had it answered. */
async function readShifts(ctx: Context, period: rules.Period, { teamId }: Asked) {
  const works = new Map((await findWorks(ctx)).map(({ slug, name }) => [slug, name]))
  const all = await findRotasForWorks(ctx, [...works.keys()])
  const rotas = all.filter((rota) => teamId === undefined || rota.teamId === teamId)
  const shifts = shiftsOf(ctx, rotas, { from: rememberedFrom(ctx, period), until: period.untilAt })
  return { rotas, works, shifts, tickets: await ctx.ticketsOfShifts(ctx, shifts) }
}

/** Of each rota the shifts that there were, cut to a span and to now. */
function shiftsOf(ctx: Context, rotas: readonly Rota[], span: { from: number; until: number }): rules.ReportShift[] {
  const until = Math.min(span.until, now(ctx).getTime())
  if (until <= span.from) return []
  return rotas.flatMap((rota) =>
    shiftsBetween(rota, new Date(span.from), new Date(until)).map(({ personId, startsAt, endsAt }) => ({
      rotaId: rota.id,
      teamId: rota.teamId,
      personId,
      startsAt: Math.max(startsAt.getTime(), span.from),
      endsAt: Math.min(endsAt.getTime(), until),
      isPaging: rota.work === 'paging',
    })),
  )
}

const acknowledgedBy = (sums: readonly SumRow[]): ReadonlyMap<string, number> =>
  new Map(
    sums.flatMap(({ split, personId, acknowledged }) =>
      split === 'person' && personId !== null ? [[personId, acknowledged] as const] : [],
    ),
  )

/** Where people live, those as well who left; whoever is not known any more has the zone of the report. */
async function readZones(ctx: Context, { timeZone }: rules.Period, ids: readonly string[]) {
  const people = await peopleById(ctx, [...new Set(ids)])
  const known = new Map(people.map((person) => [person.id, person.timeZone]))
  return { of: (id: string) => known.get(id) ?? timeZone, isKnown: (id: string) => known.has(id) }
}

interface ReportNames extends Names {
  readonly source: (id: string) => { id: string; name: string; team: TeamRef }
}

async function readNames(
  ctx: Context,
  sums: readonly SumRow[],
  { shifts, loads }: { shifts: readonly rules.ReportShift[]; loads: readonly Pick<rules.PersonLoad, 'personId'>[] },
): Promise<ReportNames> {
  const sources = await findNamedSources(
    ctx,
    sums.flatMap(({ sourceId }) => sourceId ?? []),
  )
  const names = await namesById(ctx, {
    people: [...loads, ...shifts].map(({ personId }) => personId),
    teams: [...sums, ...shifts, ...sources.values()].map(({ teamId }) => teamId),
  })
  return {
    ...names,
    source: (id) => ({ id, name: sources.get(id)?.name ?? '', team: names.team(sources.get(id)?.teamId ?? '') }),
  }
}

function presentSums(
  ctx: Context,
  sums: readonly SumRow[],
  { period, names }: { period: rules.Period; names: ReportNames },
): Pick<Report, 'totals' | 'weeks' | 'teams' | 'sources'> {
  const of = (split: SumRow['split']): SumRow[] =>
    sums.filter((sum) => sum.split === split).toSorted((a, b) => b.pages - a.pages)
  const weeks = new Map(of('week').map((sum) => [sum.week, sum]))
  const [all] = of('all')
  return {
    totals: { ...countsOf(all), open: all?.open ?? 0 },
    weeks: period.weeks.map(({ week, monday, startsAt, endsAt }, at) => ({
      week,
      monday,
      isWhole: startsAt >= period.fromAt && endsAt <= Math.min(period.untilAt, now(ctx).getTime()),
      ...countsOf(weeks.get(at + 1)),
    })),
    teams: of('team').map((sum) => ({ team: names.team(sum.teamId ?? ''), ...countsOf(sum) })),
    sources: of('source').map((sum) => ({
      origin: sum.origin ?? 'other',
      source: sum.sourceId === null ? null : names.source(sum.sourceId),
      ...countsOf(sum),
    })),
  }
}

const none = {
  pages: 0,
  acknowledged: 0,
  missed: 0,
  endedUnacknowledged: 0,
  escalated: 0,
  exhausted: 0,
  noise: 0,
  medianSeconds: null,
  p90Seconds: null,
}

function countsOf(sum: SumRow | undefined): ReportCounts {
  const { pages, acknowledged, missed, endedUnacknowledged, ...more } = sum ?? none
  const { escalated, exhausted, noise, medianSeconds, p90Seconds } = more
  return { pages, acknowledged, missed, endedUnacknowledged, escalated, exhausted, noise, medianSeconds, p90Seconds }
}

const shownShifts = 50

function presentShifts(
  meant: readonly rules.MeantShift[],
  names: Names,
  { rotas, works }: { rotas: readonly Rota[]; works: ReadonlyMap<string, string> },
) {
  const busy = rules.worstFirst(meant.filter(({ rings, tickets }) => rings > 0 || tickets > 0))
  const called = new Map(
    rotas.map(({ id, name, work }) => [id, { id, name, work: { slug: work, name: works.get(work) ?? work } }]),
  )
  return {
    count: meant.length,
    quiet: meant.length - busy.length,
    rows: busy.slice(0, shownShifts).map((shift) => ({
      rota: called.get(shift.rotaId) ?? { id: shift.rotaId, name: '', work: { slug: '', name: '' } },
      team: names.team(shift.teamId),
      person: names.person(shift.personId),
      startsAt: new Date(shift.startsAt),
      endsAt: new Date(shift.endsAt),
      pages: shift.pages,
      acknowledged: shift.acknowledged,
      tickets: shift.tickets,
      nightRings: shift.nightRings,
      nightsBroken: shift.nightsBroken,
    })),
    more: Math.max(0, busy.length - shownShifts),
  }
}

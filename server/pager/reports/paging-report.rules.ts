import { Temporal } from 'temporal-polyfill'
import { reportDaysMax, reportNight } from '@bellwether/contract/pager-reports.ts'
import { said } from '@bellwether/contract/said.ts'
import { instantOf, wallAt } from '../../platform/calendar/zone-clock.ts'
import { dayMilliseconds, minuteMilliseconds } from '../hours.rules.ts'

const hourMilliseconds = 60 * minuteMilliseconds
const hoursOfDay = 24
const daysOfWeek = 7
/** 1 January 1970 was a Thursday. */
const epochWeekday = 3

export interface ReportWeek {
  /** ISO 8601, e.g. 2026-W03 */
  readonly week: string
  readonly monday: string
  readonly startsAt: number
  readonly endsAt: number
}

/** The days that are reported, in the zone of the report; instants in milliseconds. */
export interface Period {
  readonly timeZone: string
  readonly fromAt: number
  /** Midnight after the last day. */
  readonly untilAt: number
  readonly weeks: readonly ReportWeek[]
}

const midnightOf = (timeZone: string, day: Temporal.PlainDate): number =>
  instantOf(timeZone, Date.parse(`${day.toString()}T00:00Z`))

/** The days from one to another and the weeks that they are in, or what is wrong with the last of them. */
export function periodOf(asked: { from: string; to: string }, timeZone: string): Period | string {
  const [first, last] = [Temporal.PlainDate.from(asked.from), Temporal.PlainDate.from(asked.to)]
  const days = first.until(last).days + 1
  if (days < 1) return said`Choose a day that is not before the first one.`
  if (days > reportDaysMax) return said`These are ${days} days: choose at most ${reportDaysMax}.`
  const weeks: ReportWeek[] = []
  for (
    let monday = first.subtract({ days: first.dayOfWeek - 1 });
    Temporal.PlainDate.compare(monday, last) <= 0;
    monday = monday.add({ days: daysOfWeek })
  ) {
    weeks.push({
      week: `${monday.yearOfWeek}-W${String(monday.weekOfYear).padStart(2, '0')}`,
      monday: monday.toString(),
      startsAt: midnightOf(timeZone, monday),
      endsAt: midnightOf(timeZone, monday.add({ days: daysOfWeek })),
    })
  }
  return { timeZone, fromAt: midnightOf(timeZone, first), untilAt: midnightOf(timeZone, last.add({ days: 1 })), weeks }
}

/** When something began, and how often. */
export interface Counted {
  readonly at: number
  readonly count: number
}

/** How often by weekday, Monday first, and hour of the wall clock. An hour that comes twice has both. */
export function hoursOf(counted: Iterable<Counted>, timeZone: string): number[][] {
  const hours = Array.from({ length: daysOfWeek }, () => Array.from({ length: hoursOfDay }, () => 0))
  for (const { at, count } of counted) {
    const wall = wallAt(timeZone, at)
    const day = Math.floor(wall / dayMilliseconds)
    const weekday = (((day + epochWeekday) % daysOfWeek) + daysOfWeek) % daysOfWeek
    const ofDay = hours[weekday]!
    const hour = hourOf(wall)
    ofDay[hour] = ofDay[hour]! + count
  }
  return hours
}

const hourOf = (wall: number): number =>
  Math.floor((wall - Math.floor(wall / dayMilliseconds) * dayMilliseconds) / hourMilliseconds)

const [nightBegins, nightEnds] = [reportNight.from, reportNight.until].map((time) => Number(time.slice(0, 2))) as [
  number,
  number,
]

/** The night that an instant is in, by the number of the day on whose evening it began; undefined by day. */
export function nightAt(timeZone: string, at: number): number | undefined {
  const wall = wallAt(timeZone, at)
  const [day, hour] = [Math.floor(wall / dayMilliseconds), hourOf(wall)]
  if (hour >= nightBegins) return day
  return hour < nightEnds ? day - 1 : undefined
}

export interface Sleep {
  readonly nightRings: number
  readonly nightsBroken: number
}

/** How often it rang at night, and in how many nights. */
export function sleepOf(rings: readonly number[], timeZone: string): Sleep {
  const nights = rings.flatMap((at) => nightAt(timeZone, at) ?? [])
  return { nightRings: nights.length, nightsBroken: new Set(nights).size }
}

/** When pages of a team went to a person, in ascending order. */
export interface Rings {
  readonly personId: string
  readonly teamId: string
  /** Each time, also of a page that came again. */
  readonly all: readonly number[]
  /** Each page once. */
  readonly firsts: readonly number[]
  /** Those of the pages that this person acknowledged first. */
  readonly acknowledged: readonly number[]
}

/** Where a value would stand among ascending ones. */
function placeOf(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

const within = (ascending: readonly number[], from: number, until: number): readonly number[] =>
  ascending.slice(placeOf(ascending, from), placeOf(ascending, until))

export interface ReportShift {
  readonly rotaId: string
  readonly teamId: string
  readonly personId: string
  readonly startsAt: number
  readonly endsAt: number
  /** Whether who has it is paged. */
  readonly isPaging: boolean
}

export interface MeantShift extends ReportShift, Sleep {
  /** How often a page went to them, also one that had come before. */
  readonly rings: number
  readonly pages: number
  readonly acknowledged: number
  readonly tickets: number
}

/**
 * What each shift meant for whoever had it: the pages of the team that came to them in it, nights that broke, and tickets,
 * which stand in the order of the shifts.
 */
export function meaningOf(
  shifts: readonly ReportShift[],
  { rings, tickets }: { rings: readonly Rings[]; tickets: readonly number[] },
  zoneOf: (personId: string) => string,
): MeantShift[] {
  const known = new Map(rings.map((one) => [`${one.personId} ${one.teamId}`, one]))
  return shifts.map((shift, place) => {
    const came = shift.isPaging ? known.get(`${shift.personId} ${shift.teamId}`) : undefined
    const { all, firsts, acknowledged } = came ?? nothing
    const inShift = (instants: readonly number[]) => within(instants, shift.startsAt, shift.endsAt)
    return {
      ...shift,
      rings: inShift(all).length,
      pages: inShift(firsts).length,
      acknowledged: inShift(acknowledged).length,
      tickets: tickets[place] ?? 0,
      ...sleepOf(inShift(all), zoneOf(shift.personId)),
    }
  })
}

const nothing: Pick<Rings, 'all' | 'firsts' | 'acknowledged'> = { all: [], firsts: [], acknowledged: [] }

/** Those that broke most nights first, then those with most pages, those with most tickets, and the newest. */
export const worstFirst = (shifts: readonly MeantShift[]): MeantShift[] =>
  shifts.toSorted(
    (a, b) => b.nightsBroken - a.nightsBroken || b.pages - a.pages || b.tickets - a.tickets || b.startsAt - a.startsAt,
  )

export interface PersonLoad extends Sleep {
  readonly personId: string
  readonly pages: number
  readonly acknowledged: number
  readonly shifts: number
  readonly hoursOnCall: number
}

/** What pages and shifts meant for each person, most broken nights first. */
export function loadsOf(
  {
    rings,
    acknowledged,
    shifts,
  }: {
    rings: readonly Rings[]
    acknowledged: ReadonlyMap<string, number>
    shifts: readonly ReportShift[]
  },
  zoneOf: (personId: string) => string,
): PersonLoad[] {
  const rung = Map.groupBy(rings, ({ personId }) => personId)
  const had = Map.groupBy(shifts, ({ personId }) => personId)
  const people = new Set([...rung.keys(), ...acknowledged.keys(), ...had.keys()])
  const loads = [...people].map((personId) => ({
    personId,
    pages: (rung.get(personId) ?? []).reduce((sum, { firsts }) => sum + firsts.length, 0),
    acknowledged: acknowledged.get(personId) ?? 0,
    ...sleepOf(
      (rung.get(personId) ?? []).flatMap(({ all }) => all),
      zoneOf(personId),
    ),
    shifts: had.get(personId)?.length ?? 0,
    hoursOnCall: hoursIn(had.get(personId) ?? []),
  }))
  return loads.toSorted((a, b) => b.nightsBroken - a.nightsBroken || b.pages - a.pages || b.hoursOnCall - a.hoursOnCall)
}

/** Whoever has two rotas at once is on call once. */
function hoursIn(shifts: readonly ReportShift[]): number {
  let [total, until] = [0, Number.NEGATIVE_INFINITY]
  for (const { startsAt, endsAt } of shifts.toSorted((a, b) => a.startsAt - b.startsAt)) {
    total += Math.max(0, endsAt - Math.max(startsAt, until))
    until = Math.max(until, endsAt)
  }
  return Math.round((total / hourMilliseconds) * 10) / 10
}

import { clockChanges, offsetAt, wallAt } from '../platform/calendar/zone-clock.ts'
import { dayMilliseconds, type Hours, minuteMilliseconds, openSpans, type Span, weekdays } from './hours.rules.ts'
import { layerShifts, type RankedShift } from './layer.rules.ts'
import { type Piece, type RotaPlan, shiftsIn } from './rota.rules.ts'

/** Where nobody is on call, and where more than one layer has somebody. */
export interface Holes {
  readonly gaps: readonly Span[]
  readonly overlaps: readonly Span[]
}

/** Gaps and overlaps between two instants. An override fills a gap, or makes one. */
export function holesBetween(plan: RotaPlan, from: Date, to: Date): Holes {
  const span = { startsAt: from.getTime(), endsAt: to.getTime() }
  return { gaps: gapsBetween(shiftsIn(plan, span), span), overlaps: overlapsOf(layered(plan, span)) }
}

const layered = ({ layers }: RotaPlan, span: Span): RankedShift[] => layers.flatMap((layer) => layerShifts(layer, span))

/** Where none of these pieces is, which are in order. */
export function gapsBetween(pieces: readonly Span[], span: Span): Span[] {
  const gaps: Span[] = []
  let at = span.startsAt
  for (const { startsAt, endsAt } of pieces) {
    if (startsAt > at) gaps.push({ startsAt: at, endsAt: Math.min(startsAt, span.endsAt) })
    at = Math.max(at, endsAt)
  }
  if (at < span.endsAt) gaps.push({ startsAt: at, endsAt: span.endsAt })
  return gaps
}

function overlapsOf(shifts: readonly RankedShift[]): Span[] {
  const edges = shifts.flatMap(({ startsAt, endsAt }) => [
    { at: startsAt, change: 1 },
    { at: endsAt, change: -1 },
  ])
  const overlaps: Span[] = []
  let depth = 0
  let since = 0
  for (const { at, change } of edges.toSorted((a, b) => a.at - b.at || a.change - b.change)) {
    if (depth === 1 && change === 1) since = at
    if (depth === 2 && change === -1) overlaps.push({ startsAt: since, endsAt: at })
    depth += change
  }
  return overlaps
}

export interface Hole {
  readonly kind: 'gap' | 'overlap'
  readonly why: 'clocks' | 'hours' | 'override'
  readonly minutes: number
  readonly spans: readonly Span[]
  /** Of `clocks`: which zone changes them when, before the first span and after the last. */
  readonly clocks: readonly { readonly timeZone: string; readonly changesAt: number }[]
}

/**
 * The gaps and overlaps of a rota, those that are alike together, those that nobody meant first. Two offices meet
 * at an hour that is the same for both most of the year; where one changes its clocks before the other, the hours
 * between come apart or run into each other. What is no longer than that difference the clocks did.
 */
export function forecastHoles(plan: RotaPlan, from: Date, to: Date): Hole[] {
  const span = { startsAt: from.getTime(), endsAt: to.getTime() }
  const shifts = layered(plan, span)
  const { gaps, overlaps } = holesBetween(plan, from, to)
  const bare = gapsBetween(shiftsIn({ ...plan, overrides: [] }, span), span)
  const clocks = clocksOf(shifts, span)
  const found = [
    ...gaps.map((gap) => {
      const isOfLayers = bare.some(({ startsAt, endsAt }) => startsAt <= gap.startsAt && gap.endsAt <= endsAt)
      return isOfLayers ? clocks('gap', gap) : { kind: 'gap' as const, why: 'override' as const, span: gap, apart: '' }
    }),
    ...overlaps.map((overlap) => clocks('overlap', overlap)),
  ]
  const zone = shifts[0]?.timeZone ?? 'UTC'
  const alike = Map.groupBy(found, ({ kind, why, span: { startsAt, endsAt }, apart }) => {
    const length = endsAt - startsAt
    const wall = wallAt(zone, startsAt)
    return [kind, why, length, apart === '' ? (wall - Date.UTC(1970, 0, 5)) % (7 * dayMilliseconds) : apart].join(' ')
  })
  const order = ['override', 'clocks', 'hours']
  return [...alike.values()]
    .map((same) => holeOf(same))
    .toSorted((a, b) => order.indexOf(a.why) - order.indexOf(b.why) || a.kind.localeCompare(b.kind))
}

interface Found {
  readonly kind: Hole['kind']
  readonly why: Hole['why']
  readonly span: Span
  /** While which two zones are how far from their usual distance, since when. */
  readonly apart: string
  readonly changes?: Hole['clocks']
}

function holeOf(same: readonly Found[]): Hole {
  const spans = same.map(({ span }) => span)
  const [{ kind, why, changes = [] }] = same as [Found]
  const [{ startsAt, endsAt }] = spans as [Span]
  return { kind, why, minutes: Math.round((endsAt - startsAt) / minuteMilliseconds), spans, clocks: changes }
}

/** Says of a gap or an overlap whether the clocks of two zones made it. */
function clocksOf(shifts: readonly RankedShift[], span: Span): (kind: Hole['kind'], hole: Span) => Found {
  const endingAt = Map.groupBy(shifts, ({ endsAt }) => endsAt)
  const startingAt = Map.groupBy(shifts, ({ startsAt }) => startsAt)
  const zones = [...new Set(shifts.map(({ timeZone }) => timeZone))]
  const changes = changesOf(zones, span)
  const usual = usualDistances(zones, span)
  return (kind, hole) => {
    const first = endingAt.get(kind === 'gap' ? hole.startsAt : hole.endsAt)?.[0]
    const second = startingAt.get(kind === 'gap' ? hole.endsAt : hole.startsAt)?.[0]
    const mere = { kind, why: 'hours' as const, span: hole, apart: '' }
    if (first === undefined || second === undefined || first.timeZone === second.timeZone) return mere
    const pair = [first.timeZone, second.timeZone] as const
    const apart = Math.abs(distance(pair, hole.startsAt) - (usual.get(pair.join(' ')) ?? 0))
    if (apart === 0 || hole.endsAt - hole.startsAt > apart) return mere
    const around = changes.filter(({ timeZone }) => pair.includes(timeZone))
    // A change at the very end of a hole is what it ends with.
    const before = around.findLast(({ changesAt }) => changesAt <= hole.startsAt)
    const after = around.find(({ changesAt }) => changesAt > hole.startsAt)
    const known = [before, after].flatMap((one) => one ?? [])
    return { ...mere, why: 'clocks', apart: `${pair.join(' ')} ${before?.changesAt}`, changes: known }
  }
}

const distance = ([one, other]: readonly [string, string], at: number): number =>
  offsetAt(one, at) - offsetAt(other, at)

const seenBefore = 100 * dayMilliseconds

function changesOf(zones: readonly string[], { startsAt, endsAt }: Span) {
  const changes = zones.flatMap((timeZone) =>
    clockChanges(timeZone, startsAt - seenBefore, endsAt + seenBefore).map((changesAt) => ({ timeZone, changesAt })),
  )
  return changes.toSorted((a, b) => a.changesAt - b.changesAt)
}

/** How far two zones are from each other on most days. */
function usualDistances(zones: readonly string[], { startsAt, endsAt }: Span): Map<string, number> {
  const usual = new Map<string, number>()
  for (const one of zones) {
    for (const other of zones) {
      const days = new Map<number, number>()
      for (let at = startsAt; at < endsAt; at += dayMilliseconds) {
        const apart = distance([one, other], at)
        days.set(apart, (days.get(apart) ?? 0) + 1)
      }
      const [most] = [...days].toSorted(([, a], [, b]) => b - a)
      usual.set(`${one} ${other}`, most?.[0] ?? 0)
    }
  }
  return usual
}

export interface Load {
  readonly personId: string
  readonly hours: number
  /** From 22:00 until 06:00 on the wall clock of the person. */
  readonly nightHours: number
  /** Saturday and Sunday. */
  readonly weekendHours: number
}

const nights: Hours = [{ days: weekdays, from: '22:00', until: '06:00', daysLater: 1 }]
const weekends: Hours = [{ days: ['saturday'], from: '00:00', until: '00:00', daysLater: 2 }]
const hourMilliseconds = 60 * minuteMilliseconds

/** How the hours between two instants are shared, most hours first. */
export function loadsBetween(plan: RotaPlan, span: Span, zoneOf: (personId: string) => string): Load[] {
  const ofPerson = Map.groupBy(shiftsIn(plan, span), ({ personId }) => personId)
  const loads = [...ofPerson].map(([personId, pieces]) => ({
    personId,
    hours: sum(pieces),
    nightHours: within(nights, zoneOf(personId), pieces),
    weekendHours: within(weekends, zoneOf(personId), pieces),
  }))
  return loads.toSorted((a, b) => b.hours - a.hours)
}

const within = (hours: Hours, timeZone: string, pieces: readonly Piece[]): number =>
  sum(pieces.flatMap((piece) => openSpans(hours, timeZone, piece)))

const sum = (spans: readonly Span[]): number =>
  spans.reduce((total, { startsAt, endsAt }) => total + endsAt - startsAt, 0) / hourMilliseconds

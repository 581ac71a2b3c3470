import { Temporal } from 'temporal-polyfill'

/*
 * What a rota asks thousands of times a year: which instant a wall clock means. Temporal says when the clocks
 * of a zone change; between two changes it is a subtraction. A time on the wall is a number of milliseconds,
 * counted as if the clock showed UTC, so that every day has 24 hours.
 */

interface Offset {
  readonly from: number
  readonly offset: number
}

const dayMilliseconds = 86_400_000
const yearsKept = 4000
const known = new Map<string, readonly Offset[]>()

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
export function offsetAt(timeZone: string, at: number): number {
  const year = new Date(at).getUTCFullYear()
  const offsets = offsetsOf(timeZone, year)
  return (offsets.findLast(({ from }) => from <= at) ?? offsets[0])?.offset ?? 0
}

function offsetsOf(timeZone: string, year: number): readonly Offset[] {
  const key = `${timeZone} ${year}`
  const before = known.get(key)
  if (before !== undefined) return before
  // Whoever asks for thousands of years begins anew.
  if (known.size >= yearsKept) known.clear()
  const [from, until] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)]
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone)
  const offsets: Offset[] = [{ from, offset: first.offsetNanoseconds / 1_000_000 }]
  for (let next = first.getTimeZoneTransition('next'); next !== null && next.epochMilliseconds < until;) {
    offsets.push({ from: next.epochMilliseconds, offset: next.offsetNanoseconds / 1_000_000 })
    next = next.getTimeZoneTransition('next')
  }
  known.set(key, offsets)
  return offsets
}

/** What the clock on the wall shows at an instant. */
export const wallAt = (timeZone: string, at: number): number => at + offsetAt(timeZone, at)

/**
 * The instant at which the wall clock shows this. A time that the clocks skip moves forward by the gap, one
 * that comes twice means the first (RFC 5545, Temporal's `compatible`).
 */
export function instantOf(timeZone: string, wall: number): number {
  const before = offsetAt(timeZone, wall - dayMilliseconds)
  const after = offsetAt(timeZone, wall + dayMilliseconds)
  if (before === after) return wall - before
  if (offsetAt(timeZone, wall - before) === before) return wall - before
  return offsetAt(timeZone, wall - after) === after ? wall - after : wall - before
}

/** The instants between two at which the clocks of a zone change, in order. */
export function clockChanges(timeZone: string, from: number, until: number): number[] {
  const years = []
  for (let year = new Date(from).getUTCFullYear(); year <= new Date(until).getUTCFullYear(); year += 1) years.push(year)
  // The first of a year is what holds when it begins.
  return years
    .flatMap((year) => offsetsOf(timeZone, year).slice(1))
    .map((change) => change.from)
    .filter((change) => change > from && change <= until)
}

import { instantOf, wallAt } from '../../platform/calendar/zone-clock.ts'
import { dayMilliseconds, type Span } from '../hours.rules.ts'

/** Whole days, YYYY-MM-DD. */
export interface Days {
  readonly firstOn: string
  readonly lastOn: string
}

/** Days as they are on the wall of a zone: a day may have 23 or 25 hours. */
export const spanOfDays = ({ firstOn, lastOn }: Days, timeZone: string): Span => ({
  startsAt: instantOf(timeZone, Date.parse(firstOn)),
  endsAt: instantOf(timeZone, Date.parse(lastOn) + dayMilliseconds),
})

/** The day on the wall of a zone at an instant, so many days later. */
export const dayAt = (timeZone: string, at: number, daysLater = 0): string =>
  new Date(wallAt(timeZone, at) + daysLater * dayMilliseconds).toISOString().slice(0, 10)

/** Spans in order; those that touch or overlap are one. */
export function joinedSpans(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.startsAt - b.startsAt)) {
    const last = result.at(-1)
    if (last !== undefined && span.startsAt <= last.endsAt)
      result[result.length - 1] = { startsAt: last.startsAt, endsAt: Math.max(last.endsAt, span.endsAt) }
    else result.push(span)
  }
  return result
}

/** What these spans have in common with another. */
export const within = (spans: readonly Span[], { startsAt, endsAt }: Span): Span[] =>
  spans
    .map((span) => ({ startsAt: Math.max(span.startsAt, startsAt), endsAt: Math.min(span.endsAt, endsAt) }))
    .filter((span) => span.startsAt < span.endsAt)

interface OfPerson extends Span {
  readonly personId: string
}

/** Somebody who is away while they have shifts. */
export interface Away extends OfPerson {
  /** Their shifts, as far as they fall into it. */
  readonly shifts: readonly Span[]
}

/** Everyone who is away while they have shifts, the first first: of leave that touches other leave it is one. */
export function awayIn(leave: readonly OfPerson[], shifts: readonly OfPerson[]): Away[] {
  const ofPerson = Map.groupBy(leave, ({ personId }) => personId)
  const found = [...ofPerson].flatMap(([personId, theirs]) => {
    const own = shifts.filter((shift) => shift.personId === personId)
    return joinedSpans(theirs).map((away) => ({ personId, ...away, shifts: within(own, away) }))
  })
  return found
    .filter((one) => one.shifts.length > 0)
    .toSorted((a, b) => a.startsAt - b.startsAt || a.personId.localeCompare(b.personId))
}

/** A day on which hours of a calendar do not hold. */
export interface Holiday {
  readonly on: string
  readonly name: string
  readonly calendar: string
  readonly timeZone: string
}

/** Who has shifts on a holiday of where they live. */
export interface WorkedHoliday extends Span {
  readonly on: string
  readonly name: string
  readonly calendar: string
  readonly people: readonly string[]
}

/** The holidays on which somebody has shifts who lives in the zone of the calendar, in order. */
export function workedHolidays(
  holidays: readonly Holiday[],
  shifts: readonly OfPerson[],
  { zoneOf, span }: { zoneOf: (personId: string) => string | undefined; span: Span },
): WorkedHoliday[] {
  // Two calendars of a zone may have the same holidays.
  const days = new Map(holidays.map((one) => [`${one.timeZone} ${one.on} ${one.name}`, one]))
  const worked = [...days.values()].flatMap(({ on, name, calendar, timeZone }) => {
    const day = spanOfDays({ firstOn: on, lastOn: on }, timeZone)
    const during = shifts.filter((shift) => zoneOf(shift.personId) === timeZone && within([shift], day).length > 0)
    return { on, name, calendar, ...day, people: [...new Set(during.map(({ personId }) => personId))] }
  })
  return worked
    .filter(({ people, startsAt, endsAt }) => people.length > 0 && startsAt < span.endsAt && endsAt > span.startsAt)
    .toSorted((a, b) => a.startsAt - b.startsAt)
}

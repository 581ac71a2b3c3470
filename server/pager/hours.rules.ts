import { instantOf, wallAt } from '../platform/calendar/zone-clock.ts'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

/** Hours of the week on the wall clock of a zone: on each of these days from one time until another, the same day or later. */
export interface Window {
  readonly days: readonly Weekday[]
  /** HH:MM */
  readonly from: string
  readonly until: string
  /** How many days later it ends: Friday 17:00 until Monday 09:00 is 3. */
  readonly daysLater: number
}
export type Hours = readonly Window[]

/** Half open, in milliseconds. */
export interface Span {
  readonly startsAt: number
  readonly endsAt: number
}

export const minuteMilliseconds = 60_000
export const dayMilliseconds = 1440 * minuteMilliseconds
export const weekMilliseconds = 7 * dayMilliseconds
const someMonday = Date.UTC(1970, 0, 5)

const timeOfDay = (text: string): number => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * minuteMilliseconds
const lengthOf = ({ from, until, daysLater }: Window): number =>
  daysLater * dayMilliseconds + timeOfDay(until) - timeOfDay(from)

/** Whether the hours open at some time between two times on the wall. */
export function isOpenBetween(hours: Hours, from: number, until: number): boolean {
  if (until - from >= 2 * weekMilliseconds) return hours.some(({ days }) => days.length > 0)
  return wallSpans(hours, from, until).length > 0
}

/** The hours that overlap a span of time; hours that touch are one. Without any it is always open. */
export function openSpans(hours: Hours, timeZone: string, { startsAt, endsAt }: Span): Span[] {
  if (hours.length === 0) return [{ startsAt, endsAt }]
  // The wall may be shifted while the span lasts: a day more on each side sees it all.
  const walls = wallSpans(
    hours,
    wallAt(timeZone, startsAt) - dayMilliseconds,
    wallAt(timeZone, endsAt) + dayMilliseconds,
  )
  const spans: Span[] = []
  for (const wall of walls) {
    const span = { startsAt: instantOf(timeZone, wall.startsAt), endsAt: instantOf(timeZone, wall.endsAt) }
    const last = spans.at(-1)
    if (last !== undefined && span.startsAt <= last.endsAt)
      spans[spans.length - 1] = { startsAt: last.startsAt, endsAt: Math.max(last.endsAt, span.endsAt) }
    else spans.push(span)
  }
  return spans
    .map((span) => ({ startsAt: Math.max(span.startsAt, startsAt), endsAt: Math.min(span.endsAt, endsAt) }))
    .filter((span) => span.startsAt < span.endsAt)
}

/** Each opening on the wall that overlaps, in order. */
function wallSpans(hours: Hours, from: number, until: number): Span[] {
  const spans: Span[] = []
  const firstDay = Math.floor((from - weekMilliseconds) / dayMilliseconds) * dayMilliseconds
  for (let day = firstDay; day < until; day += dayMilliseconds) {
    const weekday = weekdays[((((day - someMonday) / dayMilliseconds) % 7) + 7) % 7] as Weekday
    for (const window of hours) {
      if (!window.days.includes(weekday)) continue
      const startsAt = day + timeOfDay(window.from)
      const endsAt = startsAt + lengthOf(window)
      if (startsAt < until && endsAt > from) spans.push({ startsAt, endsAt })
    }
  }
  return spans.toSorted((a, b) => a.startsAt - b.startsAt)
}

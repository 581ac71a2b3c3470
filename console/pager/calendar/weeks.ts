import { dayStartOf, isMonday } from '../../ui/instants.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The starts of a week's eight days on the wall of a zone, the last being the next Monday: a day may have 23 or 25 hours. */
export type Week = readonly number[]

/** The Monday of the week of an instant. */
export function mondayOf(atMs: number, zone: string): number {
  let day = dayStartOf(atMs, zone)
  while (!isMonday(day, zone)) day = dayStartOf(day - dayMs / 2, zone)
  return day
}

const nextDay = (day: number, zone: string): number => dayStartOf(day + 1.5 * dayMs, zone)

/** Weeks, one after the other, from the Monday of an instant. */
export function weeksFrom(atMs: number, count: number, zone: string): Week[] {
  const days = [mondayOf(atMs, zone)]
  while (days.length <= count * 7) days.push(nextDay(days.at(-1) ?? 0, zone))
  return Array.from({ length: count }, (_, week) => days.slice(week * 7, week * 7 + 8))
}

/** So many weeks earlier or later, on a Monday. */
export const weeksLater = (mondayMs: number, weeks: number, zone: string): number =>
  mondayOf(mondayMs + (weeks * 7 + 0.5) * dayMs, zone)

/** What of a span falls into a week; undefined where nothing does. */
export function partIn(
  week: Week,
  span: { startsAt: string; endsAt: string },
): { fromMs: number; toMs: number } | undefined {
  const fromMs = Math.max(Date.parse(span.startsAt), week[0] ?? 0)
  const toMs = Math.min(Date.parse(span.endsAt), week.at(-1) ?? 0)
  return fromMs >= toMs ? undefined : { fromMs, toMs }
}

interface OfPerson {
  readonly person: { readonly id: string }
  readonly startsAt: string
  readonly endsAt: string
}

/** What of these shifts falls into the leave of who has them. */
export const awayParts = (
  shifts: readonly OfPerson[],
  away: readonly OfPerson[],
): { startsAt: string; endsAt: string }[] =>
  shifts.flatMap((shift) =>
    away
      .filter((leave) => leave.person.id === shift.person.id)
      .map((leave) => ({
        startsAt: leave.startsAt > shift.startsAt ? leave.startsAt : shift.startsAt,
        endsAt: leave.endsAt < shift.endsAt ? leave.endsAt : shift.endsAt,
      }))
      .filter(({ startsAt, endsAt }) => startsAt < endsAt),
  )

/** Where a span stands in a week, in parts of a hundred; undefined where it does not. */
export function placeIn(
  week: Week,
  span: { startsAt: string; endsAt: string },
): { left: number; width: number } | undefined {
  const [from, to] = [week[0] ?? 0, week.at(-1) ?? 0]
  const part = partIn(week, span)
  if (part === undefined) return undefined
  return { left: (100 * (part.fromMs - from)) / (to - from), width: (100 * (part.toMs - part.fromMs)) / (to - from) }
}

/** The full hour at a part of a week. */
export function hourAt(week: Week, part: number): number {
  const [from, to] = [week[0] ?? 0, week.at(-1) ?? 0]
  const at = from + Math.min(1, Math.max(0, part)) * (to - from)
  return Math.round(at / hourMs) * hourMs
}

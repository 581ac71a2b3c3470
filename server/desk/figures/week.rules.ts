import { figureWeeksMax } from '@bellwether/contract/desk-figures.ts'
import { said } from '@bellwether/contract/said.ts'

/** Weeks of figures begin on Monday in UTC, as `desk.week_of` says it to the database. */
const dayMilliseconds = 24 * 60 * 60 * 1000
const mondayOffsetDays = 6

const dayAt = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10)

/** The Monday of the week of a day. */
export function mondayOf(day: string): string {
  const at = Date.parse(day)
  const daysSinceMonday = (new Date(at).getUTCDay() + mondayOffsetDays) % 7
  return dayAt(at - daysSinceMonday * dayMilliseconds)
}

const weeksLater = (monday: string, weeks: number): string => dayAt(Date.parse(monday) + weeks * 7 * dayMilliseconds)

/** Whole weeks, each by its Monday. */
export interface Weeks {
  readonly from: string
  /** The Monday after the last one. */
  readonly until: string
  readonly mondays: readonly string[]
}

function weeksFrom(monday: string, count: number): Weeks {
  const mondays = Array.from({ length: count }, (_, n) => weeksLater(monday, n))
  return { from: monday, until: weeksLater(monday, count), mondays }
}

/** The weeks of these days and all between them, or what is wrong with the last day. */
export function weeksOf({ from, to }: { from: string; to: string }): Weeks | string {
  const first = mondayOf(from)
  const count = Math.round((Date.parse(mondayOf(to)) - Date.parse(first)) / (7 * dayMilliseconds)) + 1
  if (count < 1) return said`Choose a day that is not before the first one.`
  if (count > figureWeeksMax) return said`These are ${count} weeks: choose at most ${figureWeeksMax}.`
  return weeksFrom(first, count)
}

/** As many weeks, which end where these begin. */
export const weeksBefore = ({ from, mondays }: Weeks): Weeks =>
  weeksFrom(weeksLater(from, -mondays.length), mondays.length)

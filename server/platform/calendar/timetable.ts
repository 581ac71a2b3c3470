import type { Calendar } from '@bellwether/contract/calendar.ts'

/**
 * The hours of a calendar on its wall clock, whatever the zone does. A time on the wall is a number of
 * milliseconds, counted as if the clock showed UTC, so that every day has 24 hours.
 */
export interface Timetable extends Week {
  readonly holidays: readonly Holiday[]
}

interface Week {
  /** In order, counted from Monday 00:00. */
  readonly openings: readonly Opening[]
  readonly worked: number
}

interface Opening {
  readonly from: number
  readonly until: number
  /** Earlier in the week. */
  readonly workedBefore: number
}

interface Holiday {
  readonly startsAt: number
  /** Of the time before this day: what the weeks promise, and what the holidays take of it. */
  readonly promisedBefore: number
  readonly lostBefore: number
  readonly lost: number
}

export const minuteMilliseconds = 60_000
export const dayMilliseconds = 1440 * minuteMilliseconds
const weekMilliseconds = 7 * dayMilliseconds
const someMonday = Date.UTC(1970, 0, 5)
const nothing: Opening = { from: 0, until: 0, workedBefore: 0 }
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

export function timetableOf(calendar: Calendar): Timetable {
  const week = weekOf(calendar)
  return { ...week, holidays: holidaysOf(calendar, week) }
}

function weekOf(calendar: Calendar): Week {
  const openings: Opening[] = []
  let worked = 0
  for (const [position, weekday] of weekdays.entries())
    for (const span of calendar.hours[weekday]) {
      const from = position * dayMilliseconds + timeOfDay(span.from)
      const until = position * dayMilliseconds + timeOfDay(span.until)
      openings.push({ from, until, workedBefore: worked })
      worked += until - from
    }
  return { openings, worked }
}

const timeOfDay = (text: string): number => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * minuteMilliseconds

function holidaysOf(calendar: Calendar, week: Week): Holiday[] {
  let lostBefore = 0
  return calendar.holidays
    .map(({ on }) => Date.parse(on))
    .toSorted((a, b) => a - b)
    .map((startsAt) => {
      const promisedBefore = promisedUntil(week, startsAt)
      const lost = promisedUntil(week, startsAt + dayMilliseconds) - promisedBefore
      const holiday = { startsAt, promisedBefore, lostBefore, lost }
      lostBefore += lost
      return holiday
    })
}

/** What the weeks alone promise until a time on the wall, counted from one Monday; negative before it. */
function promisedUntil({ openings, worked }: Week, wall: number): number {
  const weeks = Math.floor((wall - someMonday) / weekMilliseconds)
  const time = wall - someMonday - weeks * weekMilliseconds
  const { from, until, workedBefore } = openings.findLast((opening) => opening.from < time) ?? nothing
  return weeks * worked + workedBefore + Math.min(time, until) - from
}

/** Working time until a time on the wall. Only differences have a meaning. */
export function workedUntil(timetable: Timetable, wall: number): number {
  const promised = promisedUntil(timetable, wall)
  const holiday = timetable.holidays.findLast(({ startsAt }) => startsAt < wall)
  if (holiday === undefined) return promised
  return promised - holiday.lostBefore - Math.min(promised - holiday.promisedBefore, holiday.lost)
}

/** The earliest time on the wall with that `workedUntil`. Has no meaning for a week without work. */
export function wallWhenWorked(timetable: Timetable, worked: number): number {
  const holiday = timetable.holidays.findLast((one) => one.promisedBefore - one.lostBefore < worked)
  const promised = worked + (holiday ? holiday.lostBefore + holiday.lost : 0)
  const weeks = Math.ceil(promised / timetable.worked) - 1
  const left = promised - weeks * timetable.worked
  const { from, workedBefore } = timetable.openings.findLast((opening) => opening.workedBefore < left) ?? nothing
  return someMonday + weeks * weekMilliseconds + from + left - workedBefore
}

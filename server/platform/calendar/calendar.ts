import type { Calendar } from '@bellwether/contract/calendar.ts'
import {
  dayMilliseconds,
  minuteMilliseconds,
  type Timetable,
  timetableOf,
  wallWhenWorked,
  workedUntil,
} from './timetable.ts'
import { type Stretch, stretchesBetween } from './wall-clock.ts'

/*
 * Working time is time that passes within the spans of a calendar. A span lasts from the first instant at
 * which the wall clock has come to its beginning to the first at which it has come to its end. So
 * - hours that the clocks skip do not exist: a time among them is the moment of the jump, and a span
 *   within them is empty, as is a day that a zone leaves out;
 * - hours that come twice count twice: what is open when the clocks go back stays open until they are
 *   where they were, and what is closed stays closed.
 * For a time that comes twice this is Temporal's `compatible`. For one that is skipped it is what Temporal
 * does for the start of a day; `compatible` would move it on by the length of the gap, into hours that have
 * spans of their own, and a span from 01:30 until 02:15 would end before it begins.
 */

/** No promise lies further ahead, and it bounds the work: clocks change a few times a year. */
const horizonYears = 100
const horizonMilliseconds = horizonYears * 365.25 * dayMilliseconds

const allDay = [{ from: '00:00', until: '24:00' }]

/** Somebody is always there. */
export const aroundTheClock: Calendar = {
  timeZone: 'UTC',
  hours: {
    monday: allDay,
    tuesday: allDay,
    wednesday: allDay,
    thursday: allDay,
    friday: allDay,
    saturday: allDay,
    sunday: allDay,
  },
  holidays: [],
}

/**
 * The earliest instant until which so much is worked: work that fills a day ends when the day closes, not
 * when the next one opens, and no work at all ends where it begins. Minutes are rounded to milliseconds.
 */
export function addWorkingTime(calendar: Calendar, from: Date, minutes: number): Date {
  const milliseconds = Math.round(minutes * minuteMilliseconds)
  if (!(milliseconds >= 0)) throw new RangeError(`${minutes} minutes cannot be worked.`)
  return milliseconds === 0 ? new Date(from) : new Date(instantWhenWorked(calendar, from, milliseconds))
}

/** What one week promises, holidays and changes of the clocks apart. */
export const weekMinutes = (calendar: Calendar): number => timetableOf(calendar).worked / minuteMilliseconds

/** Working time between two instants, in whole milliseconds so that parts add up; none where `until` is not later. */
export function workingMilliseconds(calendar: Calendar, from: Date, until: Date): number {
  if (!(until.getTime() - from.getTime() <= horizonMilliseconds))
    throw new RangeError(`Working time is counted between instants that are at most ${horizonYears} years apart.`)
  const timetable = timetableOf(calendar)
  let worked = 0
  for (const stretch of stretchesBetween(calendar.timeZone, from.getTime(), until.getTime()))
    worked += workedIn(timetable, stretch)
  return worked
}

/** A span is half open: it is working time at the instant when it opens, and no more when it closes. */
export function isWorkingTime(calendar: Calendar, at: Date): boolean {
  return workingMilliseconds(calendar, at, new Date(at.getTime() + 1)) > 0
}

/** The first instant of working time that is not earlier: during working time the instant itself. */
export function nextOpening(calendar: Calendar, at: Date): Date {
  return new Date(instantWhenWorked(calendar, at, 1) - 1)
}

function instantWhenWorked(calendar: Calendar, from: Date, milliseconds: number): number {
  const timetable = timetableOf(calendar)
  if (timetable.worked === 0) throw new RangeError('This calendar never opens.')
  let left = milliseconds
  for (const stretch of stretchesBetween(calendar.timeZone, from.getTime(), from.getTime() + horizonMilliseconds)) {
    const worked = workedIn(timetable, stretch)
    if (worked >= left) return stretch.startsAt + elapsedWhenWorked(timetable, stretch, left)
    left -= worked
  }
  throw new RangeError(`This calendar does not open for so long within ${horizonYears} years.`)
}

function workedIn(timetable: Timetable, { startsAt, endsAt, wall, isRepeat }: Stretch): number {
  const elapsed = endsAt - startsAt
  if (!isRepeat) return workedUntil(timetable, wall + elapsed) - workedUntil(timetable, wall)
  const wasOpen = workedUntil(timetable, wall) > workedUntil(timetable, wall - 1)
  return wasOpen ? elapsed : 0
}

function elapsedWhenWorked(timetable: Timetable, { wall, isRepeat }: Stretch, milliseconds: number): number {
  return isRepeat ? milliseconds : wallWhenWorked(timetable, workedUntil(timetable, wall) + milliseconds) - wall
}

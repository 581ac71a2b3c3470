import type { Calendar } from '@bellwether/contract/calendar.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarOf } from './calendar.builders.ts'
import { addWorkingTime, isWorkingTime, nextOpening, workingMilliseconds } from './calendar.ts'

/** What the clock on the wall shows in one minute. */
interface Minute {
  readonly at: number
  readonly weekday: keyof Calendar['hours']
  readonly on: string
  readonly time: string
}

const minuteMilliseconds = 60_000

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

/** Reads the clock of a zone once a minute, as somebody with a watch and much patience would. */
function walk(timeZone: string, firstDay: string, days: number): Minute[] {
  // In Swedish the clock reads 2026-03-29 01:30.
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return Array.from({ length: days * 1440 }, (_, position) => {
    const at = Date.parse(firstDay) + position * minuteMilliseconds
    const [on, time] = clock.format(at).split(' ') as [string, string]
    return { at, weekday: weekdays[new Date(on).getUTCDay()]!, on, time }
  })
}

/** Whether each minute is worked: by what the clock shows, or as the minute before while it repeats itself. */
function workedMinutes(minutes: readonly Minute[], calendar: Calendar): boolean[] {
  const holidays = new Set(calendar.holidays.map(({ on }) => on))
  let furthest = ''
  let isWorked = false
  return minutes.map(({ weekday, on, time }) => {
    const shown = `${on} ${time}`
    if (shown <= furthest) return isWorked
    furthest = shown
    isWorked = !holidays.has(on) && calendar.hours[weekday].some(({ from, until }) => from <= time && time < until)
    return isWorked
  })
}

const walks = [
  ['Europe/London', '2026-03-26', 5],
  ['Europe/London', '2026-10-22', 5],
  ['America/New_York', '2026-03-05', 5],
  ['America/New_York', '2026-10-29', 5],
  ['Australia/Lord_Howe', '2026-04-02', 5],
  ['Australia/Lord_Howe', '2026-10-01', 5],
  ['Africa/Cairo', '2026-04-21', 5],
  ['Africa/Cairo', '2026-10-27', 5],
  // The clocks skip midnight; go back over it; go back into the day before.
  ['America/Havana', '2026-03-05', 5],
  ['America/Havana', '2026-10-29', 5],
  ['America/St_Johns', '2006-10-26', 5],
  // They skip a whole day, and go back by 23 hours.
  ['Pacific/Apia', '2011-12-27', 5],
  ['Pacific/Kwajalein', '1969-09-28', 5],
  // Several weeks, on both sides of the first of January 1970.
  ['UTC', '1969-12-14', 30],
] as const
const walked = walks.map(([timeZone, firstDay, days]) => ({ timeZone, minutes: walk(timeZone, firstDay, days) }))

const times = fc.oneof(
  fc.constantFrom(0, 1, 30, 60, 75, 90, 105, 120, 135, 150, 180, 540, 1020, 1380, 1410, 1440),
  fc.integer({ min: 0, max: 1440 }),
)
const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
/** Up to three spans: any six times in order, some of which fall together. */
const days = fc.array(times, { minLength: 0, maxLength: 6 }).map((some) => {
  const ordered = some.toSorted((a, b) => a - b)
  return [0, 2, 4]
    .map((position) => ({ from: ordered[position] ?? 1440, until: ordered[position + 1] ?? 1440 }))
    .filter(({ from, until }) => from < until)
    .map(({ from, until }) => ({ from: timeOf(from), until: timeOf(until) }))
})
const weeks = fc
  .record({ monday: days, tuesday: days, wednesday: days, thursday: days, friday: days, saturday: days, sunday: days })
  .filter((week) => Object.values(week).some((spans) => spans.length > 0))

const cases = fc.record({ place: fc.constantFrom(...walked), hours: weeks }).chain(({ place, hours }) =>
  fc.record({
    place: fc.constant(place),
    hours: fc.constant(hours),
    holidays: fc.subarray([...new Set(place.minutes.map(({ on }) => on))], { maxLength: 4 }),
    // A day's distance from the beginning, where the one who walks cannot know that the clock repeats itself.
    from: fc.integer({ min: 1440, max: place.minutes.length - 1 }),
    until: fc.integer({ min: 1440, max: place.minutes.length - 1 }),
  }),
)

test('whatever the calendar, the answers are those of somebody who reads the clock every minute', () => {
  fc.assert(
    fc.property(cases, ({ place: { timeZone, minutes }, hours, holidays, from, until }) => {
      const calendar = calendarOf(timeZone, hours, holidays)
      const worked = workedMinutes(minutes, calendar)
      const [first, last] = [Math.min(from, until), Math.max(from, until)]
      const [startsAt, endsAt] = [new Date(minutes[first]!.at), new Date(minutes[last]!.at)]
      const between = worked.slice(first, last).filter(Boolean).length
      expect(workingMilliseconds(calendar, startsAt, endsAt)).toBe(between * minuteMilliseconds)
      expect(isWorkingTime(calendar, startsAt)).toBe(worked[first])

      const opening = worked.indexOf(true, first)
      if (opening >= 0) expect(nextOpening(calendar, startsAt)).toEqual(new Date(minutes[opening]!.at))
      if (between === 0) return
      const lastWorked = worked.lastIndexOf(true, last - 1)
      const due = new Date(minutes[lastWorked]!.at + minuteMilliseconds)
      expect(addWorkingTime(calendar, startsAt, between)).toEqual(due)
    }),
    { numRuns: 250 },
  )
})

const zones = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Kolkata', 'UTC']
const instants = fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2045, 0, 1) }).map((ms) => new Date(ms))
const calendars = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    hours: weeks,
    holidays: fc.uniqueArray(
      instants.map((instant) => instant.toISOString().slice(0, 10)),
      { maxLength: 40 },
    ),
  })
  .map(({ timeZone, hours, holidays }) => calendarOf(timeZone, hours, holidays))
/** From a thousandth of a second to some weeks, in milliseconds. */
const amounts = fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 0, max: 6_000_000_000 }))

test('what was added is what lies between, to the millisecond, and no earlier instant would do', () => {
  fc.assert(
    fc.property(calendars, instants, amounts, (calendar, from, amount) => {
      const due = addWorkingTime(calendar, from, amount / minuteMilliseconds)
      expect(workingMilliseconds(calendar, from, due)).toBe(amount)
      const before = new Date(due.getTime() - 1)
      if (amount > 0) expect(workingMilliseconds(calendar, from, before)).toBe(amount - 1)
    }),
    { numRuns: 400 },
  )
})

test('more work is never due sooner, and work after work is due when both together are', () => {
  fc.assert(
    fc.property(calendars, instants, amounts, amounts, (calendar, from, one, other) => {
      const due = addWorkingTime(calendar, from, one / minuteMilliseconds)
      const both = addWorkingTime(calendar, from, (one + other) / minuteMilliseconds)
      expect(both.getTime()).toBeGreaterThanOrEqual(due.getTime())
      expect(addWorkingTime(calendar, due, other / minuteMilliseconds)).toEqual(both)
    }),
    { numRuns: 300 },
  )
})

test('the parts of a time add up to the whole, and no part is longer than it lasts', () => {
  fc.assert(
    fc.property(calendars, fc.tuple(instants, instants, instants), (calendar, some) => {
      const [a, b, c] = some.toSorted((one, other) => Number(one) - Number(other)) as [Date, Date, Date]
      const first = workingMilliseconds(calendar, a, b)
      expect(first + workingMilliseconds(calendar, b, c)).toBe(workingMilliseconds(calendar, a, c))
      expect(first).toBeGreaterThanOrEqual(0)
      expect(first).toBeLessThanOrEqual(b.getTime() - a.getTime())
    }),
    { numRuns: 300 },
  )
})

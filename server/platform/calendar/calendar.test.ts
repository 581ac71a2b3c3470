import type { Calendar } from '@bellwether/contract/calendar.ts'
import { describe, expect, test } from 'vitest'
import { calendarOf, everyDay, spans, workdays } from './calendar.builders.ts'
import { addWorkingTime, aroundTheClock, isWorkingTime, nextOpening, workingMilliseconds } from './calendar.ts'

const at = (text: string): Date => new Date(text)

const office = calendarOf('Europe/London', workdays('09:00-17:00'), ['2026-12-25', '2026-12-28', '2027-01-01'])
const split = calendarOf('Europe/London', workdays('09:00-12:00', '13:00-17:00'))
const lateShift = calendarOf('UTC', { friday: spans('22:00-24:00'), saturday: spans('00:00-06:00') })

describe('work is added within the hours', () => {
  // 8 January 2027 is a Friday.
  test.each([
    ['within a day', office, '2027-01-08T10:00Z', 90, '2027-01-08T11:30Z'],
    ['no work ends where it begins', office, '2027-01-09T10:00Z', 0, '2027-01-09T10:00Z'],
    ['a full day ends when it closes', office, '2027-01-08T09:00Z', 480, '2027-01-08T17:00Z'],
    ['what is over goes on after the weekend', office, '2027-01-08T16:30Z', 60, '2027-01-11T09:30Z'],
    ['before the hours it begins when they do', office, '2027-01-08T03:00Z', 30, '2027-01-08T09:30Z'],
    ['after the hours it begins on the next day', office, '2027-01-07T17:00Z', 30, '2027-01-08T09:30Z'],
    ['on a Saturday it begins on Monday', office, '2027-01-09T12:00Z', 30, '2027-01-11T09:30Z'],
    ['two holidays and a weekend between', office, '2026-12-24T16:00Z', 120, '2026-12-29T10:00Z'],
    ['on a holiday it begins on the day after', office, '2026-12-28T10:00Z', 1, '2026-12-29T09:01Z'],
    ['the break at noon is no work', split, '2027-01-08T11:00Z', 120, '2027-01-08T14:00Z'],
    ['what fills the morning ends at noon', split, '2027-01-08T11:00Z', 60, '2027-01-08T12:00Z'],
    ['a night in two spans is one', lateShift, '2027-01-08T23:00Z', 120, '2027-01-09T01:00Z'],
    ['a night that is filled ends a week before the next', lateShift, '2027-01-08T22:00Z', 480, '2027-01-09T06:00Z'],
    ['around the clock', aroundTheClock, '2026-12-31T23:30Z', 60, '2027-01-01T00:30Z'],
    ['a year without its weekends and holidays', office, '2026-01-05T09:00Z', 257 * 480, '2026-12-31T17:00Z'],
    ['before 1970', office, '1969-12-31T16:00Z', 120, '1970-01-01T10:00Z'],
    ['less than a millisecond is rounded', office, '2027-01-08T10:00Z', 0.6 / 60_000, '2027-01-08T10:00:00.001Z'],
    ['a third of a minute', office, '2027-01-08T16:59:50Z', 1 / 3, '2027-01-11T09:00:10Z'],
  ])('%s', (_, calendar, from, minutes, expected) => {
    const due = addWorkingTime(calendar, at(from), minutes)
    expect(due).toEqual(at(expected))
    expect(workingMilliseconds(calendar, at(from), due)).toBe(Math.round(minutes * 60_000))
  })
})

const dayMilliseconds = 86_400_000

describe('hours that are skipped do not exist, and hours that come twice count twice', () => {
  test.each([
    ['London, March: a day of 23 hours', 'Europe/London', '2026-03-29', '00:00-24:00', 1380],
    ['the hour that is skipped', 'Europe/London', '2026-03-29', '01:00-02:00', 0],
    ['a span within it', 'Europe/London', '2026-03-29', '01:15-01:45', 0],
    ['one that begins in it begins with the jump', 'Europe/London', '2026-03-29', '01:30-02:15', 15],
    ['one that ends in it ends with the jump', 'Europe/London', '2026-03-29', '00:30-01:30', 30],
    ['London, October: a day of 25 hours', 'Europe/London', '2026-10-25', '00:00-24:00', 1500],
    ['the hour that comes twice', 'Europe/London', '2026-10-25', '01:00-02:00', 120],
    ['one that begins in it begins the first time', 'Europe/London', '2026-10-25', '01:30-05:00', 270],
    ['one that ends in it ends the first time', 'Europe/London', '2026-10-25', '00:30-01:30', 60],
    ['New York, March', 'America/New_York', '2026-03-08', '01:00-04:00', 120],
    ['New York, November', 'America/New_York', '2026-11-01', '01:00-04:00', 240],
    ['Lord Howe, October: half an hour less', 'Australia/Lord_Howe', '2026-10-04', '02:00-03:00', 30],
    ['Lord Howe, April: half an hour more', 'Australia/Lord_Howe', '2026-04-05', '01:30-02:00', 60],
    ['Lord Howe, April: the whole day', 'Australia/Lord_Howe', '2026-04-05', '00:00-24:00', 1470],
    ['Cairo, April: midnight is skipped', 'Africa/Cairo', '2026-04-24', '00:00-02:00', 60],
    ['Cairo, April: the evening before is whole', 'Africa/Cairo', '2026-04-23', '23:00-24:00', 60],
    ['Cairo, October: the last hour comes twice', 'Africa/Cairo', '2026-10-29', '23:00-24:00', 120],
    ['Cairo, October: from half past eleven', 'Africa/Cairo', '2026-10-29', '23:30-24:00', 90],
    ['Cairo, October: the day after is whole', 'Africa/Cairo', '2026-10-30', '00:00-24:00', 1440],
    ['St. John’s, 2006: back over midnight', 'America/St_Johns', '2006-10-28', '22:00-24:00', 120],
    ['Apia leaves out a Friday', 'Pacific/Apia', '2011-12-30', '00:00-24:00', 0],
    ['Apia, the Saturday after', 'Pacific/Apia', '2011-12-31', '09:00-17:00', 480],
  ])('%s', (_, timeZone, day, span, minutes) => {
    const [from, until] = [at(day).getTime() - 2 * dayMilliseconds, at(day).getTime() + 3 * dayMilliseconds]
    const others = [-3, -2, -1, 1, 2, 3, 4].map((days) => dayAfter(day, days))
    const calendar = calendarOf(timeZone, everyDay(span), others)
    expect(workingMilliseconds(calendar, new Date(from), new Date(until)) / 60_000).toBe(minutes)
    const closed = calendarOf(timeZone, everyDay(span), [...others, day])
    expect(workingMilliseconds(closed, new Date(from), new Date(until))).toBe(0)
  })

  test('what is open when the clocks go back stays open, what is closed stays closed', () => {
    const early = calendarOf('Europe/London', everyDay('00:30-01:30'))
    const late = calendarOf('Europe/London', everyDay('01:30-05:00'))
    // 01:15 and 01:45 in summer time, then the same again.
    const times = ['00:15', '00:45', '01:15', '01:45'].map((time) => at(`2026-10-25T${time}Z`))
    expect(times.map((time) => isWorkingTime(early, time))).toEqual([true, false, false, false])
    expect(times.map((time) => isWorkingTime(late, time))).toEqual([false, true, true, true])
    expect(addWorkingTime(late, at('2026-10-25T00:45Z'), 30)).toEqual(at('2026-10-25T01:15Z'))
  })

  test('a due time keeps its hour on the wall when the clocks change on the way', () => {
    expect(addWorkingTime(office, at('2026-03-27T16:00Z'), 120)).toEqual(at('2026-03-30T09:00Z'))
    expect(addWorkingTime(office, at('2026-10-23T15:00Z'), 120)).toEqual(at('2026-10-26T10:00Z'))
    const apia = calendarOf('Pacific/Apia', everyDay('09:00-17:00'))
    expect(addWorkingTime(apia, at('2011-12-30T02:00Z'), 120)).toEqual(at('2011-12-30T20:00Z'))
  })
})

function dayAfter(day: string, days: number): string {
  return new Date(at(day).getTime() + days * dayMilliseconds).toISOString().slice(0, 10)
}

describe('is it working time, and when is it next', () => {
  test.each([
    ['at the opening', office, '2027-01-08T09:00Z', true, '2027-01-08T09:00Z'],
    ['a moment before', office, '2027-01-08T08:59:59.999Z', false, '2027-01-08T09:00Z'],
    ['in between', office, '2027-01-08T12:34:56.789Z', true, '2027-01-08T12:34:56.789Z'],
    ['a moment before the closing', office, '2027-01-08T16:59:59.999Z', true, '2027-01-08T16:59:59.999Z'],
    ['at the closing', office, '2027-01-08T17:00Z', false, '2027-01-11T09:00Z'],
    ['at noon', split, '2027-01-08T12:00Z', false, '2027-01-08T13:00Z'],
    ['on a holiday', office, '2026-12-25T12:00Z', false, '2026-12-29T09:00Z'],
    ['at midnight of a night', lateShift, '2027-01-09T00:00Z', true, '2027-01-09T00:00Z'],
    ['after a night', lateShift, '2027-01-09T06:00Z', false, '2027-01-15T22:00Z'],
    ['around the clock', aroundTheClock, '2027-01-09T06:00Z', true, '2027-01-09T06:00Z'],
  ])('%s', (_, calendar, time, isOpen, opening) => {
    expect(isWorkingTime(calendar, at(time))).toBe(isOpen)
    expect(nextOpening(calendar, at(time))).toEqual(at(opening))
  })
})

test('nothing is worked in a time that ends before it begins', () => {
  expect(workingMilliseconds(office, at('2027-01-08T12:00Z'), at('2027-01-08T11:00Z'))).toBe(0)
})

test('holidays for nineteen years ahead only put off the day', () => {
  const mondays = Array.from({ length: 1000 }, (_, week) => dayAfter('2027-01-11', week * 7))
  const calendar = calendarOf('Europe/London', { monday: spans('09:00-10:00') }, mondays)
  const opening = at(`${dayAfter('2027-01-11', 7000)}T09:00Z`)
  expect(nextOpening(calendar, at('2027-01-05T00:00Z'))).toEqual(opening)
  expect(nextOpening({ ...calendar, holidays: calendar.holidays.toReversed() }, at('2027-01-05T00:00Z'))).toEqual(
    opening,
  )
})

describe('what has no answer is refused, at once', () => {
  const friday = at('2027-01-08T12:00Z')
  const never: Calendar = { ...office, hours: { ...office.hours, ...workdays() } }
  const rarely = calendarOf('UTC', { monday: spans('09:00-09:01') })
  test.each([
    ['work where it never opens', () => addWorkingTime(never, friday, 1), 'never opens'],
    ['an opening where it never opens', () => nextOpening(never, friday), 'never opens'],
    ['more than a hundred years hold', () => addWorkingTime(rarely, friday, 6000), 'within 100 years'],
    ['time without end', () => addWorkingTime(office, friday, Infinity), 'within 100 years'],
    ['time that runs back', () => addWorkingTime(office, friday, -1), '-1 minutes cannot be worked'],
    ['time that is no number', () => addWorkingTime(office, friday, NaN), 'NaN minutes cannot be worked'],
    ['two centuries', () => workingMilliseconds(office, friday, at('2227-01-08T12:00Z')), '100 years apart'],
    ['an end that is no instant', () => workingMilliseconds(office, friday, new Date(NaN)), '100 years apart'],
  ])('%s', (_, ask, expected) => {
    const startedAt = performance.now()
    expect(ask).toThrow(expected)
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })

  test('but a calendar that never opens has an answer to the rest', () => {
    expect(isWorkingTime(never, friday)).toBe(false)
    expect(workingMilliseconds(never, friday, at('2028-01-08T12:00Z'))).toBe(0)
  })
})

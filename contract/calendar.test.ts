import { describe, expect, test } from 'vitest'
import { Calendar } from './calendar.ts'

const nine = { from: '09:00', until: '17:00' }
const office = {
  timeZone: 'Europe/London',
  hours: { monday: [nine] },
  holidays: [{ on: '2026-12-25', name: 'Christmas' }],
}

/** What is wrong with a calendar, as `place: why`. */
function faults(over: object): string[] {
  const { error } = Calendar.safeParse({ ...office, ...over })
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('/')}: ${message}`)
}
const hours = (...monday: unknown[]) => ({ hours: { monday } })
const day = (position: number): string => new Date(position * 86_400_000).toISOString().slice(0, 10)
const holidays = (count: number) => Array.from({ length: count }, (_, one) => ({ on: day(one), name: 'Holiday' }))
const minutes = (count: number) =>
  Array.from({ length: count }, (_, one) => ({ from: time(one), until: time(one + 1) }))
const time = (minute: number): string => `10:${String(minute).padStart(2, '0')}`

test('a calendar names the days on which it is open and is closed on the others', () => {
  const { hours } = Calendar.parse(office)
  expect(hours.monday).toEqual([nine])
  expect(hours.sunday).toEqual([])
})

test.each([
  ['spans that meet', hours({ from: '09:00', until: '12:00' }, { from: '12:00', until: '24:00' })],
  ['a whole day', hours({ from: '00:00', until: '24:00' })],
  ['twenty spans', hours(...minutes(20))],
  ['a thousand holidays', { holidays: holidays(1000) }],
  ['a leap day', { holidays: [{ on: '2028-02-29', name: 'Leap day' }] }],
  ['UTC', { timeZone: 'UTC' }],
])('%s can be written', (_, over) => {
  expect(faults(over)).toEqual([])
})

describe('each fault is named at its place', () => {
  const order = 'A span ends later than it begins. Write a night as two: until 24:00, and from 00:00 on the next day.'
  test.each([
    ['a night in one span', hours({ from: '22:00', until: '06:00' }), `hours/monday/0/until: ${order}`],
    ['an empty span', hours({ from: '09:00', until: '09:00' }), `hours/monday/0/until: ${order}`],
    ['one digit', hours({ from: '9:00', until: '17:00' }), 'hours/monday/0/from: Write it as HH:MM.'],
    ['an hour that no day has', hours({ from: '24:00', until: '24:00' }), 'hours/monday/0/from: Write it as HH:MM.'],
    [
      'after midnight',
      hours({ from: '09:00', until: '24:01' }),
      'hours/monday/0/until: Write it as HH:MM, at most 24:00.',
    ],
    [
      'spans that overlap',
      hours(nine, { from: '16:30', until: '18:00' }),
      'hours/monday/1/from: Spans follow each other: begin at 17:00 or later, where the one before ends.',
    ],
    [
      'spans in another order',
      hours(nine, { from: '07:00', until: '08:00' }),
      'hours/monday/1/from: Spans follow each other: begin at 17:00 or later, where the one before ends.',
    ],
    ['too many spans, whatever they are', hours(...Array(21).fill(nine)), 'hours/monday: A day has at most 20 spans.'],
    ['no hours', { hours: {} }, 'hours: A calendar is open at some time of the week.'],
    ['days without spans', hours(), 'hours: A calendar is open at some time of the week.'],
    ['a day that is no day', { hours: { monday: [nine], mittwoch: [nine] } }, 'hours: There is no field mittwoch.'],
    [
      'too many holidays, whichever they are',
      { holidays: Array(1001).fill(office.holidays[0]) },
      'holidays: A calendar has at most 1,000 holidays.',
    ],
    [
      'a holiday that is there already',
      { holidays: [...office.holidays, { on: '2026-12-25', name: 'Friday' }] },
      'holidays/1/on: 2026-12-25 is "Christmas" already.',
    ],
    [
      'a date that no year has',
      { holidays: [{ on: '2027-02-29', name: 'Leap day' }] },
      'holidays/0/on: Write a day such as 2026-01-16.',
    ],
    ...['Europe/Atlantis', '+01:00', '-03', ''].map((timeZone) => [
      `the zone "${timeZone}"`,
      { timeZone },
      'timeZone: This is not an IANA time zone such as Europe/London.',
    ]),
  ] as [string, object, string][])('%s', (_, over, expected) => {
    expect(faults(over)).toEqual([expected])
  })
})

import { describe, expect, test } from 'vitest'
import { Calendar } from '@bellwether/contract/calendar.ts'
import {
  calendarText,
  type CalendarText,
  hoursInWords,
  minutesInWords,
  officeText,
  readCalendar,
} from './hours-words.ts'

test.each([
  [1, '1 minute'],
  [45, '45 minutes'],
  [60, '1 hour'],
  [90, '1 hour 30 minutes'],
  [121, '2 hours 1 minute'],
  [1440, '24 hours'],
])('%i minutes are %s', (minutes, words) => {
  expect(minutesInWords(minutes)).toBe(words)
})

const calendar = Calendar.parse({
  timeZone: 'Europe/London',
  hours: {
    monday: [{ from: '09:00', until: '17:00' }],
    tuesday: [{ from: '09:00', until: '17:00' }],
    thursday: [{ from: '09:00', until: '17:00' }],
    saturday: [
      { from: '10:00', until: '12:00' },
      { from: '13:00', until: '24:00' },
    ],
    sunday: [{ from: '00:00', until: '24:00' }],
  },
  holidays: [{ on: '2026-12-25', name: 'Christmas Day' }],
})

describe('hours', () => {
  test('of days that follow each other are said together, and a closed day is not said', () => {
    expect(hoursInWords(calendar)).toEqual([
      'Monday to Tuesday 09:00–17:00',
      'Thursday 09:00–17:00',
      'Saturday 10:00–12:00, 13:00–24:00',
      'Sunday all day',
    ])
  })

  test('that are the same on each day are said once', () => {
    const allDay = [{ from: '00:00', until: '24:00' }]
    const hours = { ...calendar.hours, monday: allDay, tuesday: allDay, wednesday: allDay, thursday: allDay }
    expect(hoursInWords({ ...calendar, hours: { ...hours, friday: allDay, saturday: allDay } })).toEqual([
      'Every day all day',
    ])
  })

  test('are typed as they are read, and may be typed otherwise', () => {
    expect(readCalendar(calendarText(calendar))).toEqual({ calendar })
    const other = {
      ...calendarText(calendar),
      saturday: ' 10:00 – 12:00,13:00-24:00 ',
      holidays: '\n2026-12-25  Christmas   Day\n',
    }
    expect(readCalendar(other)).toEqual({ calendar })
  })
})

const typed = (over: Partial<CalendarText>) => {
  const read = readCalendar({ ...officeText('Europe/London'), ...over })
  return 'errors' in read ? read.errors : {}
}

test.each([
  ['a time that is none', { monday: '9-17' }, { monday: 'Write times such as 09:00-12:00, 13:00-17:00.' }],
  ['a span that ends before it begins', { friday: '17:00-09:00' }, { friday: expect.stringContaining('ends later') }],
  [
    'spans in another order',
    { friday: '13:00-17:00, 09:00-12:00' },
    { friday: expect.stringContaining('follow each other') },
  ],
  ['a zone that is none', { timeZone: 'Here' }, { timeZone: expect.stringContaining('IANA') }],
  ['a holiday without a name', { holidays: '2026-12-25' }, { holidays: '“2026-12-25”: Write a name after the day.' }],
  [
    'a day that is none',
    { holidays: 'Christmas' },
    { holidays: '“Christmas”: Begin with the day, such as 2026-12-25.' },
  ],
  [
    'a day twice',
    { holidays: '2026-12-25 A\n2026-12-25 B' },
    { holidays: '“2026-12-25 B”: 2026-12-25 is "A" already.' },
  ],
])('%s is said at its field', (_, over, errors) => {
  expect(typed(over)).toMatchObject(errors)
})

test('a week without hours is said at its first day', () => {
  const closed = { monday: '', tuesday: '', wednesday: '', thursday: '', friday: '' }
  expect(typed(closed)).toEqual({ monday: 'A calendar is open at some time of the week.' })
})

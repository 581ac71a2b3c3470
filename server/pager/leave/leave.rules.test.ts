import { describe, expect, test } from 'vitest'
import { awayIn, dayAt, joinedSpans, spanOfDays, workedHolidays } from './leave.rules.ts'

const ms = (text: string): number => Date.parse(text)
const span = (from: string, until: string) => ({ startsAt: ms(from), endsAt: ms(until) })
const of = (personId: string, from: string, until: string) => ({ personId, ...span(from, until) })

describe('whole days on the wall of a person', () => {
  test.each([
    ['one day', 'Europe/Paris', '2026-08-03', '2026-08-03', '2026-08-02T22:00Z', '2026-08-03T22:00Z'],
    ['23 hours in spring', 'Europe/Paris', '2026-03-29', '2026-03-29', '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    ['25 hours in autumn', 'Europe/Paris', '2026-10-25', '2026-10-25', '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
    [
      'a weekend of 47 hours',
      'America/Los_Angeles',
      '2026-03-07',
      '2026-03-08',
      '2026-03-07T08:00Z',
      '2026-03-09T07:00Z',
    ],
    ['far ahead of UTC', 'Pacific/Kiritimati', '2026-08-03', '2026-08-04', '2026-08-02T10:00Z', '2026-08-04T10:00Z'],
    // Clocks in Beirut go from 00:00 to 01:00: the day begins an hour later.
    ['a midnight that is skipped', 'Asia/Beirut', '2026-03-29', '2026-03-29', '2026-03-28T22:00Z', '2026-03-29T21:00Z'],
  ])('%s', (_, zone, firstOn, lastOn, from, until) => {
    expect(spanOfDays({ firstOn, lastOn }, zone)).toEqual(span(from, until))
  })

  test('the day at an instant is theirs', () => {
    expect(dayAt('Pacific/Kiritimati', ms('2026-08-03T10:00Z'))).toBe('2026-08-04')
    expect(dayAt('America/Los_Angeles', ms('2026-08-03T06:59Z'))).toBe('2026-08-02')
    expect(dayAt('UTC', ms('2026-12-31T12:00Z'), 1)).toBe('2027-01-01')
  })
})

test('spans that touch are one', () => {
  const [one, two, three] = [
    span('2026-08-03T00:00Z', '2026-08-04T00:00Z'),
    span('2026-08-04T00:00Z', '2026-08-05T00:00Z'),
    span('2026-08-06T00:00Z', '2026-08-07T00:00Z'),
  ]
  expect(joinedSpans([three, two, one])).toEqual([span('2026-08-03T00:00Z', '2026-08-05T00:00Z'), three])
})

describe('who is away while they have shifts', () => {
  const shifts = [
    of('ines', '2026-08-03T07:00Z', '2026-08-10T07:00Z'),
    of('bo', '2026-08-10T07:00Z', '2026-08-17T07:00Z'),
    of('ines', '2026-08-17T07:00Z', '2026-08-24T07:00Z'),
  ]

  test('reads of each shift, as far as it falls into the leave', () => {
    const leave = [of('ines', '2026-08-04T22:00Z', '2026-08-18T22:00Z')]
    expect(awayIn(leave, shifts)).toEqual([
      {
        ...leave[0],
        shifts: [span('2026-08-04T22:00Z', '2026-08-10T07:00Z'), span('2026-08-17T07:00Z', '2026-08-18T22:00Z')],
      },
    ])
  })

  test('leave that touches other leave of theirs is one, that of others is another', () => {
    const leave = [
      of('ines', '2026-08-05T00:00Z', '2026-08-06T00:00Z'),
      of('bo', '2026-08-01T00:00Z', '2026-08-11T00:00Z'),
      of('ines', '2026-08-04T00:00Z', '2026-08-05T00:00Z'),
    ]
    expect(awayIn(leave, shifts).map(({ personId, shifts: theirs }) => [personId, ...theirs])).toEqual([
      ['bo', span('2026-08-10T07:00Z', '2026-08-11T00:00Z')],
      ['ines', span('2026-08-04T00:00Z', '2026-08-06T00:00Z')],
    ])
  })

  test('who is back when the shift begins is not away', () => {
    expect(awayIn([of('ines', '2026-08-01T00:00Z', '2026-08-03T07:00Z')], shifts)).toEqual([])
  })
})

describe('holidays', () => {
  const christmas = { on: '2026-12-25', name: 'Christmas Day', calendar: 'London', timeZone: 'Europe/London' }
  const shifts = [
    of('bo', '2026-12-21T09:00Z', '2026-12-28T09:00Z'),
    of('cy', '2026-12-21T09:00Z', '2026-12-28T09:00Z'),
  ]
  const zoneOf = (id: string): string => (id === 'bo' ? 'Europe/London' : 'Asia/Tokyo')
  const year = span('2026-11-01T00:00Z', '2027-11-01T00:00Z')

  test('are of those who live in the zone of the calendar, and one of two calendars that say the same', () => {
    const found = workedHolidays([christmas, { ...christmas, calendar: 'Leeds' }], shifts, { zoneOf, span: year })
    expect(found).toEqual([
      {
        on: '2026-12-25',
        name: 'Christmas Day',
        calendar: 'Leeds',
        ...span('2026-12-25T00:00Z', '2026-12-26T00:00Z'),
        people: ['bo'],
      },
    ])
  })

  test('are left out where nobody has a shift, and when they are over', () => {
    const later = span('2026-12-26T00:00Z', '2027-11-01T00:00Z')
    expect(workedHolidays([christmas], shifts, { zoneOf, span: later })).toEqual([])
    expect(workedHolidays([{ ...christmas, on: '2026-12-30' }], shifts, { zoneOf, span: year })).toEqual([])
  })
})

import { expect, test } from 'vitest'
import { dayStartOf, fieldValueOf, instantOfField, relativeOf, shortOf, spanOf, tomorrowMorning } from './instants.ts'

const minute = 60_000

test.each([
  [9_000, '9 s'],
  [59 * minute, '59 min'],
  [125 * minute, '2 h 05 min'],
  [24 * 60 * minute, '1 d'],
  [51 * 60 * minute, '2 d 3 h'],
  [-5 * minute, '5 min'],
])('%i ms are %s', (ms, words) => {
  expect(spanOf(ms)).toBe(words)
})

test('the day is said only when it is another one', () => {
  expect(shortOf('2026-11-20T18:30:00Z', '2026-11-20T19:00:00Z', 'UTC')).toBe('18:30')
  expect(shortOf('2026-11-19T18:30:00Z', '2026-11-20T19:00:00Z', 'UTC')).toBe('Thu 19 Nov, 18:30')
})

test('past and future are told apart', () => {
  const now = Date.parse('2026-11-20T19:00:00Z')
  expect(relativeOf('2026-11-20T18:30:00Z', now)).toBe('30 min ago')
  expect(relativeOf('2026-11-20T19:30:00Z', now)).toBe('in 30 min')
})

test.each([
  ['2026-11-20T19:07:33Z', 'Europe/London', '2026-11-20T00:00:00.000Z'],
  ['2026-10-25T15:00:00Z', 'Europe/London', '2026-10-24T23:00:00.000Z'],
  ['2026-03-29T15:00:00Z', 'Europe/London', '2026-03-29T00:00:00.000Z'],
  ['2026-07-03T18:29:00Z', 'Asia/Kolkata', '2026-07-02T18:30:00.000Z'],
  ['2026-07-03T18:30:00Z', 'Asia/Kolkata', '2026-07-03T18:30:00.000Z'],
])('the day of %s in %s began at %s, also where a clock was changed', (at, zone, start) => {
  expect(new Date(dayStartOf(Date.parse(at), zone)).toISOString()).toBe(start)
})

test('tomorrow is 09:00 on the wall clock, also over the end of summer time', () => {
  const saturday = Date.parse('2026-10-24T15:07:00Z')
  expect(new Date(tomorrowMorning(saturday, 'Europe/London')).toISOString()).toBe('2026-10-25T09:00:00.000Z')
})

test.each(['Europe/London', 'America/St_Johns', 'Asia/Kolkata', 'UTC'])(
  'a field value in %s means its instant',
  (zone) => {
    const at = '2026-07-03T21:45:00.000Z'
    expect(instantOfField(fieldValueOf(at, zone), zone)?.toISOString()).toBe(at)
  },
)

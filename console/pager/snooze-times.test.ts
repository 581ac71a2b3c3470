import { expect, test } from 'vitest'
import { minutesUntil, nextMorning } from './snooze-times.ts'

const at = (text: string): number => Date.parse(text)

test.each([
  ['an evening', '2026-01-16T18:30:00Z', 'Europe/Berlin', '2026-01-17T08:00:00Z', true],
  ['a night, whose morning is today', '2026-01-17T01:10:00Z', 'Europe/Berlin', '2026-01-17T08:00:00Z', false],
  ['a morning, of which the next is meant', '2026-01-17T06:00:00Z', 'Europe/Berlin', '2026-01-18T08:00:00Z', true],
  ['an evening before clocks go on', '2026-03-28T19:00:00Z', 'Europe/Berlin', '2026-03-29T07:00:00Z', true],
  ['a zone of a half hour', '2026-01-16T18:30:00Z', 'Asia/Kolkata', '2026-01-17T03:30:00Z', false],
])('from %s', (_, from, zone, morning, isTomorrow) => {
  const next = nextMorning(at(from), zone)
  expect([new Date(next.at).toISOString(), next.isTomorrow]).toEqual([new Date(morning).toISOString(), isTomorrow])
})

test('it is so many whole minutes off, and never none', () => {
  expect(minutesUntil(at('2026-01-16T18:31:00Z'), at('2026-01-16T18:29:01Z'))).toBe(2)
  expect(minutesUntil(at('2026-01-16T18:30:00Z'), at('2026-01-16T18:30:00Z'))).toBe(1)
})

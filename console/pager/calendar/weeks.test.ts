import { expect, test } from 'vitest'
import { hourAt, placeIn, weeksFrom, weeksLater } from './weeks.ts'

const iso = (ms: number | undefined): string => new Date(ms ?? 0).toISOString()

test('a week begins on its Monday, and has 167 hours where a clock goes forward', () => {
  const [week, after] = weeksFrom(Date.parse('2026-03-26T12:00Z'), 2, 'Europe/London')
  expect(iso(week?.[0])).toBe('2026-03-23T00:00:00.000Z')
  expect(iso(week?.at(-1))).toBe('2026-03-29T23:00:00.000Z')
  expect(after?.[0]).toBe(week?.at(-1))
  expect(weeksFrom(Date.parse('2026-03-23T00:00Z'), 1, 'Europe/London')[0]?.[0]).toBe(week?.[0])
  expect(iso(weeksLater(week?.[0] ?? 0, 1, 'Europe/London'))).toBe('2026-03-29T23:00:00.000Z')
  expect(iso(weeksLater(after?.[0] ?? 0, -1, 'Europe/London'))).toBe('2026-03-23T00:00:00.000Z')
})

test('a span stands where it falls, cut to the week', () => {
  const week = weeksFrom(Date.parse('2026-01-07T00:00Z'), 1, 'UTC')[0] ?? []
  const span = (startsAt: string, endsAt: string) => placeIn(week, { startsAt, endsAt })
  expect(span('2026-01-01T00:00Z', '2026-01-08T12:00Z')).toEqual({ left: 0, width: 50 })
  expect(span('2026-01-12T00:00Z', '2026-01-13T00:00Z')).toBeUndefined()
  expect(iso(hourAt(week, 0.5))).toBe('2026-01-08T12:00:00.000Z')
  expect(iso(hourAt(week, 2))).toBe('2026-01-12T00:00:00.000Z')
})

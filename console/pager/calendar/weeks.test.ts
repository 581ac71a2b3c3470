import { expect, test } from 'vitest'
import { awayParts, hourAt, placeIn, weeksFrom, weeksLater } from './weeks.ts'

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

test('of a shift is hatched what falls into the leave of who has it, and of nobody else', () => {
  const of = (id: string, startsAt: string, endsAt: string) => ({
    person: { id },
    startsAt: `2026-01-${startsAt}:00:00.000Z`,
    endsAt: `2026-01-${endsAt}:00:00.000Z`,
  })
  const shifts = [of('bo', '19T08', '26T08'), of('cy', '26T08', '31T08')]
  const away = [of('bo', '25T00', '27T00'), of('cy', '20T00', '21T00'), of('bo', '26T08', '27T00')]
  expect(awayParts(shifts, away)).toEqual([
    { startsAt: '2026-01-25T00:00:00.000Z', endsAt: '2026-01-26T08:00:00.000Z' },
  ])
})

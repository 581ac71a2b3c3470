import type { Recurrence } from '@bellwether/contract/recurrence.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextOccurrence } from './recurrence.rules.ts'

const london = { at: '09:00', timeZone: 'Europe/London', startsOn: '2026-01-01' }
const daily: Recurrence = { ...london, unit: 'day', every: 1 }

/** The next times after an instant. */
function times(recurrence: Recurrence, after: string, count: number): string[] {
  const found: string[] = []
  for (let at = new Date(after); found.length < count; found.push(at.toISOString().slice(0, 16)))
    at = nextOccurrence(recurrence, at)
  return found
}

describe('the next time', () => {
  test.each<[string, Recurrence, string, string[]]>([
    ['is after now, also on the minute', daily, '2026-01-05T09:00:00Z', ['2026-01-06T09:00']],
    ['keeps its time when the clocks change', daily, '2026-03-28T00:00:00Z', ['2026-03-28T09:00', '2026-03-29T08:00']],
    [
      'that the clocks skip comes an hour later',
      { ...daily, at: '01:30' },
      '2026-03-28T12:00:00Z',
      ['2026-03-29T01:30', '2026-03-30T00:30'],
    ],
    [
      'that they repeat comes once',
      { ...daily, at: '01:30' },
      '2026-10-24T12:00:00Z',
      ['2026-10-25T00:30', '2026-10-26T01:30'],
    ],
    [
      'on days of the week, every other week from the one in which it starts',
      { ...london, startsOn: '2026-01-07', unit: 'week', every: 2, on: ['monday', 'friday'] },
      '2026-01-01T00:00:00Z',
      ['2026-01-09T09:00', '2026-01-19T09:00', '2026-01-23T09:00'],
    ],
    [
      'on the 31st, or the last day of a shorter month',
      { ...london, unit: 'month', every: 1, on: 31 },
      '2026-01-31T10:00:00Z',
      ['2026-02-28T09:00', '2026-03-31T08:00', '2026-04-30T08:00'],
    ],
    [
      'each quarter from the month in which it starts',
      { ...london, startsOn: '2026-02-10', unit: 'month', every: 3, on: 1 },
      '2026-01-01T00:00:00Z',
      ['2026-05-01T08:00', '2026-08-01T08:00'],
    ],
    ['not before it starts', { ...daily, startsOn: '2027-06-01' }, '2026-01-01T00:00:00Z', ['2027-06-01T08:00']],
  ])('%s', (_, recurrence, after, expected) => expect(times(recurrence, after, expected.length)).toEqual(expected))

  const zones = ['Europe/London', 'America/Sao_Paulo', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC']
  const anyRecurrence = fc
    .record({
      timeZone: fc.constantFrom(...zones),
      at: fc
        .integer({ min: 0, max: 1439 })
        .map((minute) => [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')),
      startsOn: fc.constantFrom('2011-12-29', '2020-02-29', '2026-03-29'),
      every: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
      unit: fc.constantFrom('day', 'week', 'month'),
    })
    .map(({ day, unit, ...rest }): Recurrence => {
      if (unit === 'day') return { ...rest, unit }
      return unit === 'week' ? { ...rest, unit, on: ['sunday'] } : { ...rest, unit, on: day }
    })

  test('is always later, and nothing lies between', () => {
    const instants = fc.date({ min: new Date('2011-12-20'), max: new Date('2030-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(anyRecurrence, instants, fc.double({ min: 0, max: 1, noNaN: true }), (recurrence, after, share) => {
        const next = nextOccurrence(recurrence, after)
        expect(next.getTime()).toBeGreaterThan(after.getTime())
        const between = new Date(after.getTime() + Math.floor((next.getTime() - after.getTime() - 1) * share))
        expect(nextOccurrence(recurrence, between)).toEqual(next)
      }),
    )
  })
})

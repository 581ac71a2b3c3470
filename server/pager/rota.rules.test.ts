import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { turnAt, type TurnRule, turnsBetween } from './rota.rules.ts'

const rule = (over: Partial<TurnRule>): TurnRule => ({
  timeZone: 'America/Los_Angeles',
  turn: 'weekly',
  handOverTime: '09:00',
  startsOn: '2026-01-05',
  people: ['a', 'b', 'c'],
  ...over,
})
const turnFrom = (one: TurnRule, at: string) => {
  const turn = turnAt(one, new Date(at))
  return turn && `${turn.startsAt.toISOString()} ${turn.endsAt.toISOString()}`
}

describe('turns keep their wall-clock time when the clocks change', () => {
  test.each([
    [
      'Los Angeles weekly, spring: 167 h',
      rule({}),
      '2026-03-03T00:00Z',
      '2026-03-02T17:00:00.000Z 2026-03-09T16:00:00.000Z',
    ],
    [
      'Los Angeles weekly, autumn: 169 h',
      rule({}),
      '2026-10-27T00:00Z',
      '2026-10-26T16:00:00.000Z 2026-11-02T17:00:00.000Z',
    ],
    [
      'London weekly, spring',
      rule({ timeZone: 'Europe/London' }),
      '2026-03-24T00:00Z',
      '2026-03-23T09:00:00.000Z 2026-03-30T08:00:00.000Z',
    ],
    [
      'daily, a day of 23 h',
      rule({ turn: 'daily', handOverTime: '08:00' }),
      '2026-03-07T20:00Z',
      '2026-03-07T16:00:00.000Z 2026-03-08T15:00:00.000Z',
    ],
    [
      'skipped 02:30 moves to 03:30',
      rule({ turn: 'daily', handOverTime: '02:30' }),
      '2026-03-08T11:00Z',
      '2026-03-08T10:30:00.000Z 2026-03-09T09:30:00.000Z',
    ],
    [
      'repeated 01:30 is the first',
      rule({ turn: 'daily', handOverTime: '01:30' }),
      '2026-11-01T09:45Z',
      '2026-11-01T08:30:00.000Z 2026-11-02T09:30:00.000Z',
    ],
    [
      'Lord Howe, a gap of 30 min',
      rule({ timeZone: 'Australia/Lord_Howe', turn: 'daily', handOverTime: '02:15' }),
      '2026-10-03T16:00Z',
      '2026-10-03T15:45:00.000Z 2026-10-04T15:15:00.000Z',
    ],
    [
      'Kathmandu',
      rule({ timeZone: 'Asia/Kathmandu', turn: 'daily' }),
      '2026-03-08T04:00Z',
      '2026-03-08T03:15:00.000Z 2026-03-09T03:15:00.000Z',
    ],
  ])('%s', (_, one, at, expected) => {
    expect(turnFrom(one, at)).toBe(expected)
  })
})

test('at the hand-over instant only the next person is on', () => {
  const one = rule({})
  expect(turnAt(one, new Date('2026-01-12T16:59:59.999Z'))?.personId).toBe('a')
  expect(turnAt(one, new Date('2026-01-12T17:00:00.000Z'))?.personId).toBe('b')
})

test('nobody is on before the rota starts', () => {
  expect(turnAt(rule({}), new Date('2026-01-05T16:59:00Z'))).toBeUndefined()
})

test('whatever the rota, its turns follow each other without gap or overlap, and asking one instant agrees', () => {
  const zones = [
    'America/Los_Angeles',
    'Europe/London',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'UTC',
    'Africa/Casablanca',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom('daily' as const, 'weekly' as const),
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: 0, max: 700 }),
      fc.integer({ min: 1, max: 5 }),
      (timeZone, turn, minutes, startDay, people) => {
        const handOverTime = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
        const one = rule({ timeZone, turn, handOverTime, people: Array.from({ length: people }, (_, i) => `p${i}`) })
        const from = new Date(Date.UTC(2026, 0, 10 + startDay))
        const turns = turnsBetween(one, from, new Date(from.getTime() + 30 * 86_400_000))
        expect(turns[0]?.startsAt.getTime()).toBeLessThanOrEqual(from.getTime())
        for (const [position, shift] of turns.entries()) {
          if (position > 0) expect(shift.startsAt).toEqual(turns[position - 1]?.endsAt)
          expect(turnAt(one, shift.startsAt)).toEqual(shift)
          expect(turnAt(one, new Date(shift.endsAt.getTime() - 1))).toEqual(shift)
        }
      },
    ),
    { numRuns: 60 },
  )
})

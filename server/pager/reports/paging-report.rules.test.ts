import { describe, expect, test } from 'vitest'
import {
  hoursOf,
  loadsOf,
  meaningOf,
  nightAt,
  periodOf,
  type Rings,
  type ReportShift,
  sleepOf,
  worstFirst,
} from './paging-report.rules.ts'

const at = (instant: string): number => Date.parse(instant)
const day = (night: number | undefined): string | undefined =>
  night === undefined ? undefined : new Date(night * 86_400_000).toISOString().slice(0, 10)

const period = (from: string, to: string, zone: string) => {
  const found = periodOf({ from, to }, zone)
  if (typeof found === 'string') throw new Error(found)
  return found
}

describe('the weeks of a span of days', () => {
  test('are those of ISO 8601, whose year is not always that of the day', () => {
    const { weeks, fromAt, untilAt } = period('2026-12-31', '2027-01-04', 'UTC')
    expect(weeks.map(({ week, monday }) => [week, monday])).toEqual([
      ['2026-W53', '2026-12-28'],
      ['2027-W01', '2027-01-04'],
    ])
    expect([fromAt, untilAt]).toEqual([at('2026-12-31T00:00Z'), at('2027-01-05T00:00Z')])
  })

  test('begin at midnight of the zone, also where its clocks change within one', () => {
    const { weeks, untilAt } = period('2026-03-23', '2026-03-30', 'Europe/Paris')
    expect(weeks.map(({ startsAt }) => startsAt)).toEqual([at('2026-03-22T23:00Z'), at('2026-03-29T22:00Z')])
    expect(untilAt).toBe(at('2026-03-30T22:00Z'))
  })

  test('where the clocks skip midnight the day begins with what they show then', () => {
    // In Beirut the clocks go from 00:00 to 01:00.
    expect(period('2026-03-29', '2026-03-29', 'Asia/Beirut').fromAt).toBe(at('2026-03-28T22:00Z'))
  })

  test.each([
    ['2026-01-02', '2026-01-01', 'Choose a day that is not before the first one.'],
    ['2025-01-01', '2026-01-02', 'These are 367 days: choose at most 366.'],
  ])('from %s to %s are none', (from, to, said) => {
    expect(periodOf({ from, to }, 'UTC')).toBe(said)
  })

  test('a year from any day is one', () => {
    expect(period('2027-06-01', '2028-05-31', 'UTC').weeks).toHaveLength(53)
  })
})

test('hours are those of the wall clock: one that comes twice has both, one that is skipped has none', () => {
  const one = (instant: string, count = 1) => ({ at: at(instant), count })
  const spring = hoursOf([one('2026-03-29T00:45Z'), one('2026-03-29T01:00Z', 4)], 'Europe/Paris')
  expect(spring[6]!.slice(0, 5)).toEqual([0, 1, 0, 4, 0])
  const autumn = hoursOf([one('2026-10-25T00:30Z'), one('2026-10-25T01:30Z')], 'Europe/Paris')
  expect(autumn[6]!.slice(0, 5)).toEqual([0, 0, 2, 0, 0])
  const kathmandu = hoursOf([one('2026-01-04T18:15Z'), one('2026-01-04T18:00Z')], 'Asia/Kathmandu')
  expect([kathmandu[0]![0], kathmandu[6]![23]]).toEqual([1, 1])
})

describe('a night', () => {
  test.each([
    ['2026-03-28T20:59:59Z', undefined],
    ['2026-03-28T21:00:00Z', '2026-03-28'],
    ['2026-03-29T00:30:00Z', '2026-03-28'],
    // The clocks went from 02:00 to 03:00: seven is an hour sooner.
    ['2026-03-29T04:59:59Z', '2026-03-28'],
    ['2026-03-29T05:00:00Z', undefined],
    ['2026-03-29T20:00:00Z', '2026-03-29'],
    ['2026-10-25T05:59:59Z', '2026-10-24'],
    ['2026-10-25T06:00:00Z', undefined],
  ])('in Paris: %s is in that of %s', (instant, night) => {
    expect(day(nightAt('Europe/Paris', at(instant)))).toBe(night)
  })

  test('is broken once, however often it rings', () => {
    const rings = ['2026-03-28T22:00Z', '2026-03-29T01:00Z', '2026-03-29T04:00Z', '2026-03-29T12:00Z']
    expect(sleepOf(rings.map(at), 'Europe/Paris')).toEqual({ nightRings: 3, nightsBroken: 1 })
    expect(sleepOf(rings.map(at), 'Pacific/Auckland')).toEqual({ nightRings: 1, nightsBroken: 1 })
  })
})

const [team, other] = ['a team', 'another team']
const rings = (personId: string, all: string[], over: Partial<Rings> = {}): Rings => ({
  personId,
  teamId: team,
  all: all.map(at),
  firsts: all.map(at),
  acknowledged: [],
  ...over,
})
const shift = (personId: string, startsAt: string, endsAt: string, over: Partial<ReportShift> = {}): ReportShift => ({
  rotaId: 'a rota',
  teamId: team,
  personId,
  startsAt: at(startsAt),
  endsAt: at(endsAt),
  isPaging: true,
  ...over,
})

describe('what shifts meant', () => {
  test('a page counts in the shift in which it came first, to whoever had it, of the team of the rota', () => {
    const [first, next] = [
      shift('bo', '2026-01-12T09:00Z', '2026-01-13T09:00Z'),
      shift('bo', '2026-01-13T09:00Z', '2026-01-14T09:00Z'),
    ]
    const [came, again, later] = ['2026-01-13T08:59:59Z', '2026-01-13T09:00Z', '2026-01-13T23:00Z']
    const heard = rings('bo', [came, again, later], {
      firsts: [came, later].map(at),
      acknowledged: [at(later)],
    })
    const elsewhere = rings('bo', ['2026-01-12T12:00Z'], { teamId: other })
    const queue = { ...next, isPaging: false }
    const heardOf = [heard, elsewhere, rings('cy', ['2026-01-12T12:00Z'])]
    const meant = meaningOf([first, next, queue], { rings: heardOf, tickets: [0, 2, 7] }, () => 'UTC')
    expect(meant.map((one) => [one.rings, one.pages, one.acknowledged, one.nightsBroken, one.tickets])).toEqual([
      [1, 1, 0, 0, 0],
      [2, 1, 1, 1, 2],
      [0, 0, 0, 0, 7],
    ])
    expect(worstFirst(meant)[0]).toMatchObject({ startsAt: next.startsAt })
  })

  test('a person has the nights of where they live, and is on call once in two rotas', () => {
    const loads = loadsOf(
      {
        rings: [rings('bo', ['2026-01-12T23:00Z']), rings('bo', ['2026-01-13T01:00Z'], { teamId: other })],
        acknowledged: new Map([
          ['bo', 2],
          ['cy', 1],
        ]),
        shifts: [
          shift('bo', '2026-01-12T09:00Z', '2026-01-13T09:00Z'),
          shift('bo', '2026-01-13T00:00Z', '2026-01-13T12:00Z', { rotaId: 'another' }),
        ],
      },
      (id) => (id === 'bo' ? 'Europe/London' : 'UTC'),
    )
    expect(loads).toEqual([
      { personId: 'bo', pages: 2, acknowledged: 2, nightRings: 2, nightsBroken: 1, shifts: 2, hoursOnCall: 27 },
      { personId: 'cy', pages: 0, acknowledged: 1, nightRings: 0, nightsBroken: 0, shifts: 0, hoursOnCall: 0 },
    ])
  })
})

import { describe, expect, test } from 'vitest'
import { holesBetween } from './forecast.rules.ts'
import { onCallAt, onCallOf, type Override, type RotaPlan, shiftsBetween, standingAt } from './rota.rules.ts'
import { daily, planOf, ruleOf, workdays } from './rota-plan.builders.ts'
import type { TurnRule } from './turn.rules.ts'

const at = (text: string): Date => new Date(text)
const utc = (date: Date | number): string => new Date(date).toISOString().replace(':00.000Z', 'Z')
const shown = (one: { startsAt: Date; endsAt: Date } | undefined): string =>
  one ? `${utc(one.startsAt)} ${utc(one.endsAt)}` : ''
const shiftAt = (one: RotaPlan, text: string) => shiftsBetween(one, at(text), new Date(at(text).getTime() + 1))[0]

describe('turns keep their wall-clock time when the clocks change', () => {
  const la = (over: Partial<TurnRule>) => ruleOf({ unit: 'day', ...over })
  const zone = (timeZone: string, over: Partial<TurnRule> = {}) => ruleOf({ timeZone, ...over })
  test.each([
    ['1 Los Angeles weekly, spring: 167 h', ruleOf({}), '2026-03-03T00:00Z', '2026-03-02T17:00Z 2026-03-09T16:00Z'],
    ['2 Los Angeles weekly, autumn: 169 h', ruleOf({}), '2026-10-27T00:00Z', '2026-10-26T16:00Z 2026-11-02T17:00Z'],
    ['3 London weekly, spring', zone('Europe/London'), '2026-03-24T00:00Z', '2026-03-23T09:00Z 2026-03-30T08:00Z'],
    ['4 London weekly, autumn', zone('Europe/London'), '2026-10-20T00:00Z', '2026-10-19T08:00Z 2026-10-26T09:00Z'],
    ['5 a day of 23 h', la({ handOverTime: '08:00' }), '2026-03-07T20:00Z', '2026-03-07T16:00Z 2026-03-08T15:00Z'],
    ['5 a day of 25 h', la({ handOverTime: '08:00' }), '2026-10-31T20:00Z', '2026-10-31T15:00Z 2026-11-01T16:00Z'],
    [
      '6 skipped 02:30 is 03:30',
      la({ handOverTime: '02:30' }),
      '2026-03-08T11:00Z',
      '2026-03-08T10:30Z 2026-03-09T09:30Z',
    ],
    [
      '7 repeated 01:30 is the first',
      la({ handOverTime: '01:30' }),
      '2026-11-01T09:45Z',
      '2026-11-01T08:30Z 2026-11-02T09:30Z',
    ],
    [
      '8 London, skipped',
      zone('Europe/London', { unit: 'day', handOverTime: '01:30' }),
      '2026-03-29T02:00Z',
      '2026-03-29T01:30Z 2026-03-30T00:30Z',
    ],
    [
      '8 London, repeated',
      zone('Europe/London', { unit: 'day', handOverTime: '01:30' }),
      '2026-10-25T01:00Z',
      '2026-10-25T00:30Z 2026-10-26T01:30Z',
    ],
    [
      '9 Lord Howe, a gap of 30 min',
      zone('Australia/Lord_Howe', { unit: 'day', handOverTime: '02:15' }),
      '2026-10-03T16:00Z',
      '2026-10-03T15:45Z 2026-10-04T15:15Z',
    ],
    [
      '9 Lord Howe, repeated',
      zone('Australia/Lord_Howe', { unit: 'day', handOverTime: '01:45' }),
      '2026-04-04T15:00Z',
      '2026-04-04T14:45Z 2026-04-05T15:15Z',
    ],
    ['10 Kolkata', zone('Asia/Kolkata', { unit: 'day' }), '2026-03-08T04:00Z', '2026-03-08T03:30Z 2026-03-09T03:30Z'],
    [
      '10 Kathmandu',
      zone('Asia/Kathmandu', { unit: 'day' }),
      '2026-03-08T04:00Z',
      '2026-03-08T03:15Z 2026-03-09T03:15Z',
    ],
    [
      '16 Sydney Monday 08:00, January',
      zone('Australia/Sydney', { handOverTime: '08:00' }),
      '2026-01-12T00:00Z',
      '2026-01-11T21:00Z 2026-01-18T21:00Z',
    ],
    [
      '16 Sydney Monday 08:00, July',
      zone('Australia/Sydney', { handOverTime: '08:00' }),
      '2026-07-13T00:00Z',
      '2026-07-12T22:00Z 2026-07-19T22:00Z',
    ],
    [
      'Chicago weekly from midnight, autumn',
      zone('America/Chicago', { startsOn: '2024-10-01', handOverTime: '00:00' }),
      '2024-11-01T00:00Z',
      '2024-10-29T05:00Z 2024-11-05T06:00Z',
    ],
    [
      'Chicago weekly from midnight, spring',
      zone('America/Chicago', { startsOn: '2024-10-01', handOverTime: '00:00' }),
      '2025-03-05T00:00Z',
      '2025-03-04T06:00Z 2025-03-11T05:00Z',
    ],
  ])('%s', (_, one, when, expected) => {
    expect(shown(shiftAt(planOf(one), when))).toBe(expected)
  })

  test('7 the second 01:30 does not hand over again', () => {
    const one = planOf(la({ handOverTime: '01:30' }))
    expect(onCallAt(one, at('2026-11-01T09:30Z'))).toBe(onCallAt(one, at('2026-11-01T08:30Z')))
  })
})

describe('hours of the week', () => {
  const weekend = (timeZone: string, from = '17:00', until = '09:00') =>
    planOf(ruleOf({ timeZone, people: ['a'], hours: [{ days: ['friday'], from, until, daysLater: 3 }] }))
  test.each([
    ['11 Los Angeles, 64 h', 'America/Los_Angeles', '2026-01-10T12:00Z', '2026-01-10T01:00Z 2026-01-12T17:00Z'],
    ['11 Los Angeles, 63 h', 'America/Los_Angeles', '2026-03-08T00:00Z', '2026-03-07T01:00Z 2026-03-09T16:00Z'],
    ['11 Los Angeles, 65 h', 'America/Los_Angeles', '2026-11-01T00:00Z', '2026-10-31T00:00Z 2026-11-02T17:00Z'],
    ['12 London, 63 h', 'Europe/London', '2026-03-28T00:00Z', '2026-03-27T17:00Z 2026-03-30T08:00Z'],
    ['12 London, 65 h', 'Europe/London', '2026-10-24T00:00Z', '2026-10-23T16:00Z 2026-10-26T09:00Z'],
  ])('%s', (_, timeZone, when, expected) => {
    expect(shown(shiftAt(weekend(timeZone), when))).toBe(expected)
  })

  test('19 a weekend of New York opens and closes by the clock of New York', () => {
    const one = weekend('America/New_York', '20:00', '08:00')
    const on = (text: string) => onCallAt(one, at(text))
    expect(['2026-03-07T01:30Z', '2026-03-09T11:30Z', '2026-03-09T12:30Z'].map(on)).toEqual(['a', 'a', undefined])
  })

  test('20 a night over a change of the clocks is one shift of 9 or 7 hours', () => {
    const nights = planOf(
      ruleOf({ timeZone: 'America/New_York', startsOn: '2025-01-06', people: ['a'], hours: daily('22:00', '06:00') }),
    )
    const hours = (from: string, to: string) =>
      shiftsBetween(nights, at(from), at(to)).map((one) => (Number(one.endsAt) - Number(one.startsAt)) / 3_600_000)
    expect(hours('2025-11-01T12:00Z', '2025-11-03T17:00Z')).toEqual([9, 8])
    expect(hours('2025-03-08T12:00Z', '2025-03-10T17:00Z')).toEqual([7, 8])
  })

  test('17 worked turns pass over the weekend, calendar turns do not', () => {
    const from = (counts: TurnRule['counts']) => {
      const one = planOf(ruleOf({ timeZone: 'UTC', unit: 'day', counts, hours: daily('09:00', '17:00', workdays) }))
      return shiftsBetween(one, at('2026-01-05T00:00Z'), at('2026-01-13T00:00Z'))
        .map((shift) => shift.personId)
        .join('')
    }
    expect([from('calendar'), from('worked')]).toEqual(['abcabb', 'abcabc'])
  })

  test('21 and 22 who is next is asked outside the hours too', () => {
    const weekly = planOf(
      ruleOf({
        timeZone: 'UTC',
        startsOn: '2025-01-06',
        handOverTime: '00:00',
        people: ['A', 'B'],
        hours: daily('00:00', '00:00', workdays),
      }),
    )
    expect(standingAt(weekly, at('2025-01-11T12:00Z'))).toEqual({
      now: null,
      until: at('2025-01-13T00:00Z'),
      next: { personId: 'B', startsAt: at('2025-01-13T00:00Z') },
    })
    const days = planOf(
      ruleOf({
        timeZone: 'UTC',
        unit: 'day',
        startsOn: '2025-01-06',
        people: ['A', 'B'],
        hours: daily('09:00', '17:00'),
      }),
    )
    expect(standingAt(days, at('2025-01-06T20:52Z')).next).toEqual({ personId: 'B', startsAt: at('2025-01-07T09:00Z') })
  })
})

test('18 months are counted from the first day: the 31st comes back', () => {
  const one = planOf(ruleOf({ timeZone: 'UTC', unit: 'month', startsOn: '2026-01-31' }))
  const starts = shiftsBetween(one, at('2026-02-15T00:00Z'), at('2026-05-15T00:00Z')).map((shift) =>
    utc(shift.startsAt).slice(0, 10),
  )
  expect(starts).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'])
})

test('turns of hours hand over at the same times of each day, whatever the clocks do', () => {
  const one = planOf(ruleOf({ every: 8, unit: 'hour', handOverTime: '00:00', startsOn: '2026-03-07' }))
  const starts = shiftsBetween(one, at('2026-03-08T08:00Z'), at('2026-03-09T15:00Z')).map((shift) =>
    utc(shift.startsAt),
  )
  expect(starts).toEqual(['2026-03-08T08:00Z', '2026-03-08T15:00Z', '2026-03-08T23:00Z', '2026-03-09T07:00Z'])
})

describe('offices around the world', () => {
  const office = (timeZone: string, from: string, until: string) =>
    ruleOf({ timeZone, startsOn: '2025-12-01', handOverTime: from, hours: daily(from, until), people: [timeZone] })
  const two = planOf(office('Europe/London', '07:00', '19:00'), office('America/Los_Angeles', '11:00', '23:00'))
  const three = planOf(
    office('Europe/London', '08:00', '16:00'),
    office('America/New_York', '11:00', '19:00'),
    office('America/Los_Angeles', '16:00', '00:00'),
  )
  const yearOf = (one: RotaPlan, year: number) =>
    holesBetween(one, at(`${year}-01-01T00:00Z`), at(`${year + 1}-01-01T00:00Z`))
  const hoursOf = (spans: readonly { startsAt: number; endsAt: number }[]) =>
    new Set(spans.map((span) => (span.endsAt - span.startsAt) / 3_600_000))
  const ends = (spans: readonly { startsAt: number }[]) =>
    [spans[0], spans.at(-1)].map((span) => utc(span?.startsAt ?? 0).slice(0, 13))

  test.each([
    ['13 two, 2026', two, 2026, 28, 28, ['2026-03-09T06', '2026-11-01T06'], ['2026-03-08T18', '2026-10-31T18']],
    ['13 two, 2027', two, 2027, 21, 21, ['2027-03-15T06', '2027-11-07T06'], ['2027-03-14T18', '2027-11-06T18']],
  ])('%s', (_, one, year, gapCount, overlapCount, gapEnds, overlapEnds) => {
    const { gaps, overlaps } = yearOf(one, year)
    expect([gaps.length, overlaps.length, ends(gaps), ends(overlaps)]).toEqual([
      gapCount,
      overlapCount,
      gapEnds,
      overlapEnds,
    ])
    expect([hoursOf(gaps), hoursOf(overlaps)]).toEqual([new Set([1]), new Set([1])])
  })

  test.each([
    [2026, 28, ['2026-03-09T07', '2026-11-01T07'], ['2026-03-08T15', '2026-10-31T15']],
    [2027, 21, ['2027-03-15T07', '2027-11-07T07'], ['2027-03-14T15', '2027-11-06T15']],
  ])('14 three, %s', (year, count, gapEnds, overlapEnds) => {
    const { gaps, overlaps } = yearOf(three, year)
    expect([gaps.length, hoursOf(gaps), ends(gaps)]).toEqual([count, new Set([1]), gapEnds])
    expect([overlaps.length, ends(overlaps)]).toEqual([count, overlapEnds])
  })

  test('15 layers of UTC never have a gap', () => {
    const layer = (from: string, until: string) => office('UTC', from, until)
    const one = planOf(
      layer('00:00', '04:00'),
      layer('04:00', '08:00'),
      layer('08:00', '16:00'),
      layer('16:00', '00:00'),
    )
    expect(yearOf(one, 2026)).toEqual({ gaps: [], overlaps: [] })
  })
})

describe('overrides', () => {
  const span = (from: string, to: string) => ({ startsAt: at(`2026-01-06T${from}Z`), endsAt: at(`2026-01-06T${to}Z`) })
  const base = planOf(
    ruleOf({ timeZone: 'UTC', startsOn: '2026-01-01', people: ['a'], hours: daily('08:00', '12:00') }),
  )
  const over = (...overrides: Omit<Override, 'id' | 'madeAt'>[]): RotaPlan => ({
    ...base,
    overrides: overrides.map((one, n) => ({ ...one, id: String(n), madeAt: new Date(n) })),
  })
  const day = (one: RotaPlan) =>
    shiftsBetween(one, at('2026-01-06T00:00Z'), at('2026-01-07T00:00Z')).map((shift) => [
      shift.personId,
      utc(shift.startsAt).slice(11, 16),
      utc(shift.endsAt).slice(11, 16),
    ])

  test('23 one inside a shift makes three of it, and at its end the first person is back', () => {
    const one = over({ ...span('09:00', '10:00'), personId: 'b' })
    expect(day(one)).toEqual([
      ['a', '08:00', '09:00'],
      ['b', '09:00', '10:00'],
      ['a', '10:00', '12:00'],
    ])
    expect(onCallAt(one, at('2026-01-06T10:00Z'))).toBe('a')
    expect(onCallAt(one, at('2026-01-06T09:00Z'))).toBe('b')
  })

  test('23 one with nobody leaves a gap that is reported', () => {
    const one = over({ ...span('09:00', '10:00'), personId: null })
    const { gaps } = holesBetween(one, at('2026-01-06T08:00Z'), at('2026-01-06T12:00Z'))
    expect(gaps.map((gap) => [utc(gap.startsAt), utc(gap.endsAt)])).toEqual([
      ['2026-01-06T09:00Z', '2026-01-06T10:00Z'],
    ])
    expect(onCallAt(one, at('2026-01-06T09:30Z'))).toBeUndefined()
  })

  test('the one made last counts, and one may cover where nobody was', () => {
    const one = over({ ...span('09:00', '14:00'), personId: 'b' }, { ...span('11:00', '13:00'), personId: 'c' })
    expect(day(one)).toEqual([
      ['a', '08:00', '09:00'],
      ['b', '09:00', '11:00'],
      ['c', '11:00', '13:00'],
      ['b', '13:00', '14:00'],
    ])
  })
})

test('24 at the hand-over only the next person is on, and nobody before the first day', () => {
  const one = planOf(ruleOf({}))
  expect(
    ['2026-01-05T16:59:00Z', '2026-01-12T16:59:59.999Z', '2026-01-12T17:00:00Z'].map((text) => onCallAt(one, at(text))),
  ).toEqual([undefined, 'a', 'b'])
})

test('of several rotas everyone is on call whom one of them has, once, in the order of the rotas', () => {
  const rotas = [['b'], ['a', 'b'], ['b', 'a'], []].map((people) => planOf(ruleOf({ people })))
  expect(onCallOf(rotas, at('2026-01-06T12:00:00Z'))).toEqual(['b', 'a'])
  expect(onCallOf([], at('2026-01-06T12:00:00Z'))).toEqual([])
})

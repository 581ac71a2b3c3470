import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hours } from './hours.rules.ts'
import { versionAfter } from './layer.rules.ts'
import { gapsBetween, holesBetween } from './forecast.rules.ts'
import { onCallAt, onCallOf, type Override, type RotaPlan, shiftsBetween, standingAt } from './rota.rules.ts'
import type { TurnRule } from './turn.rules.ts'

const at = (text: string): Date => new Date(text)
const long = at('2000-01-01T00:00Z')

const rule = (over: Partial<TurnRule>): TurnRule => ({
  timeZone: 'America/Los_Angeles',
  every: 1,
  unit: 'week',
  handOverTime: '09:00',
  startsOn: '2026-01-05',
  firstTurn: 0,
  counts: 'worked',
  hours: [],
  people: ['a', 'b', 'c'],
  ...over,
})
const plan = (...rules: readonly TurnRule[]): RotaPlan => ({
  layers: rules.map((one, rank) => ({ id: `layer ${rank}`, versions: [versionAfter([], { rank, rule: one }, long)] })),
  overrides: [],
})

const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const weekdays = everyDay.slice(0, 5)
const daily = (from: string, until: string, days: readonly (typeof everyDay)[number][] = everyDay): Hours => [
  { days, from, until, daysLater: from < until ? 0 : 1 },
]
const utc = (date: Date | number): string => new Date(date).toISOString().replace(':00.000Z', 'Z')
const shown = (one: { startsAt: Date; endsAt: Date } | undefined): string =>
  one ? `${utc(one.startsAt)} ${utc(one.endsAt)}` : ''
const shiftAt = (one: RotaPlan, text: string) => shiftsBetween(one, at(text), new Date(at(text).getTime() + 1))[0]

describe('turns keep their wall-clock time when the clocks change', () => {
  const la = (over: Partial<TurnRule>) => rule({ unit: 'day', ...over })
  const zone = (timeZone: string, over: Partial<TurnRule> = {}) => rule({ timeZone, ...over })
  test.each([
    ['1 Los Angeles weekly, spring: 167 h', rule({}), '2026-03-03T00:00Z', '2026-03-02T17:00Z 2026-03-09T16:00Z'],
    ['2 Los Angeles weekly, autumn: 169 h', rule({}), '2026-10-27T00:00Z', '2026-10-26T16:00Z 2026-11-02T17:00Z'],
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
    expect(shown(shiftAt(plan(one), when))).toBe(expected)
  })

  test('7 the second 01:30 does not hand over again', () => {
    const one = plan(la({ handOverTime: '01:30' }))
    expect(onCallAt(one, at('2026-11-01T09:30Z'))).toBe(onCallAt(one, at('2026-11-01T08:30Z')))
  })
})

describe('hours of the week', () => {
  const weekend = (timeZone: string, from = '17:00', until = '09:00') =>
    plan(rule({ timeZone, people: ['a'], hours: [{ days: ['friday'], from, until, daysLater: 3 }] }))
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
    const nights = plan(
      rule({ timeZone: 'America/New_York', startsOn: '2025-01-06', people: ['a'], hours: daily('22:00', '06:00') }),
    )
    const hours = (from: string, to: string) =>
      shiftsBetween(nights, at(from), at(to)).map((one) => (Number(one.endsAt) - Number(one.startsAt)) / 3_600_000)
    expect(hours('2025-11-01T12:00Z', '2025-11-03T17:00Z')).toEqual([9, 8])
    expect(hours('2025-03-08T12:00Z', '2025-03-10T17:00Z')).toEqual([7, 8])
  })

  test('17 worked turns pass over the weekend, calendar turns do not', () => {
    const from = (counts: TurnRule['counts']) => {
      const one = plan(rule({ timeZone: 'UTC', unit: 'day', counts, hours: daily('09:00', '17:00', weekdays) }))
      return shiftsBetween(one, at('2026-01-05T00:00Z'), at('2026-01-13T00:00Z'))
        .map((shift) => shift.personId)
        .join('')
    }
    expect([from('calendar'), from('worked')]).toEqual(['abcabb', 'abcabc'])
  })

  test('21 and 22 who is next is asked outside the hours too', () => {
    const weekly = plan(
      rule({
        timeZone: 'UTC',
        startsOn: '2025-01-06',
        handOverTime: '00:00',
        people: ['A', 'B'],
        hours: daily('00:00', '00:00', weekdays),
      }),
    )
    expect(standingAt(weekly, at('2025-01-11T12:00Z'))).toEqual({
      now: null,
      until: at('2025-01-13T00:00Z'),
      next: { personId: 'B', startsAt: at('2025-01-13T00:00Z') },
    })
    const days = plan(
      rule({
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
  const one = plan(rule({ timeZone: 'UTC', unit: 'month', startsOn: '2026-01-31' }))
  const starts = shiftsBetween(one, at('2026-02-15T00:00Z'), at('2026-05-15T00:00Z')).map((shift) =>
    utc(shift.startsAt).slice(0, 10),
  )
  expect(starts).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'])
})

test('turns of hours hand over at the same times of each day, whatever the clocks do', () => {
  const one = plan(rule({ every: 8, unit: 'hour', handOverTime: '00:00', startsOn: '2026-03-07' }))
  const starts = shiftsBetween(one, at('2026-03-08T08:00Z'), at('2026-03-09T15:00Z')).map((shift) =>
    utc(shift.startsAt),
  )
  expect(starts).toEqual(['2026-03-08T08:00Z', '2026-03-08T15:00Z', '2026-03-08T23:00Z', '2026-03-09T07:00Z'])
})

describe('offices around the world', () => {
  const office = (timeZone: string, from: string, until: string) =>
    rule({ timeZone, startsOn: '2025-12-01', handOverTime: from, hours: daily(from, until), people: [timeZone] })
  const two = plan(office('Europe/London', '07:00', '19:00'), office('America/Los_Angeles', '11:00', '23:00'))
  const three = plan(
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
    const one = plan(layer('00:00', '04:00'), layer('04:00', '08:00'), layer('08:00', '16:00'), layer('16:00', '00:00'))
    expect(yearOf(one, 2026)).toEqual({ gaps: [], overlaps: [] })
  })
})

describe('overrides', () => {
  const span = (from: string, to: string) => ({ startsAt: at(`2026-01-06T${from}Z`), endsAt: at(`2026-01-06T${to}Z`) })
  const base = plan(rule({ timeZone: 'UTC', startsOn: '2026-01-01', people: ['a'], hours: daily('08:00', '12:00') }))
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
  const one = plan(rule({}))
  expect(
    ['2026-01-05T16:59:00Z', '2026-01-12T16:59:59.999Z', '2026-01-12T17:00:00Z'].map((text) => onCallAt(one, at(text))),
  ).toEqual([undefined, 'a', 'b'])
})

test('of several rotas everyone is on call whom one of them has, once, in the order of the rotas', () => {
  const rotas = [['b'], ['a', 'b'], ['b', 'a'], []].map((people) => plan(rule({ people })))
  expect(onCallOf(rotas, at('2026-01-06T12:00:00Z'))).toEqual(['b', 'a'])
  expect(onCallOf([], at('2026-01-06T12:00:00Z'))).toEqual([])
})

const zones = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Africa/Casablanca',
]
const times = fc
  .integer({ min: 0, max: 1439 })
  .map((n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`)
const days = fc.integer({ min: 0, max: 720 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n)))
const windows = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...everyDay), { minLength: 1 }),
  from: times,
  until: times,
  daysLater: fc.integer({ min: 1, max: 3 }),
})
const rules = (hours: fc.Arbitrary<Hours>): fc.Arbitrary<TurnRule> =>
  fc.record({
    timeZone: fc.constantFrom(...zones),
    every: fc.integer({ min: 1, max: 3 }),
    unit: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
    handOverTime: times,
    startsOn: days.map((day) => day.toISOString().slice(0, 10)),
    firstTurn: fc.constant(0),
    counts: fc.constantFrom('worked' as const, 'calendar' as const),
    hours,
    people: fc.integer({ min: 1, max: 5 }).map((n) => Array.from({ length: n }, (_, i) => `p${i}`)),
  })
const anyRules = rules(fc.oneof(fc.constant([]), fc.array(windows, { minLength: 1, maxLength: 3 })))
const overrides = fc.array(
  fc.record({
    id: fc.uuid(),
    startsAt: days,
    endsAt: days,
    personId: fc.constantFrom(null, 'x', 'y'),
    madeAt: days,
  }),
  { maxLength: 4 },
)
const plans = fc
  .tuple(fc.array(anyRules, { minLength: 1, maxLength: 4 }), overrides)
  .map(([layers, changes]) => ({ ...plan(...layers), overrides: changes }))

test('whatever the rota, asking one instant agrees with its shifts, and gaps are where nobody is', () => {
  fc.assert(
    fc.property(
      plans,
      days,
      fc.array(fc.integer({ min: 0, max: 40 * 1440 }), { minLength: 20, maxLength: 20 }),
      (one, from, minutes) => {
        const to = new Date(from.getTime() + 40 * 86_400_000)
        const shifts = shiftsBetween(one, from, to)
        const { gaps } = holesBetween(one, from, to)
        const edges = shifts
          .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
          .filter((edge) => edge >= from && edge < to)
        for (const when of [...minutes.map((minute) => new Date(from.getTime() + minute * 60_000)), ...edges].filter(
          (when) => when < to,
        )) {
          const on = shifts
            .filter(({ startsAt, endsAt }) => startsAt <= when && when < endsAt)
            .map(({ personId }) => personId)
          const expected = onCallAt(one, when)
          expect(on).toEqual(expected === undefined ? [] : [expected])
          expect(gaps.some(({ startsAt, endsAt }) => startsAt <= Number(when) && Number(when) < endsAt)).toBe(
            expected === undefined,
          )
        }
        for (const [n, shift] of shifts.entries()) {
          expect(shift.startsAt < shift.endsAt).toBe(true)
          expect(n === 0 || shifts[n - 1]!.endsAt <= shift.startsAt).toBe(true)
        }
      },
    ),
    { numRuns: 400, seed: 10 },
  )
})

test('around the clock there is no gap and no overlap, nobody is passed over, and turns differ by at most one', () => {
  fc.assert(
    fc.property(rules(fc.constant([])), (one) => {
      const from = at('2028-02-01T00:00Z')
      const to = new Date(from.getTime() + one.people.length * one.every * 4 * 31 * 86_400_000)
      expect(holesBetween(plan(one), from, to)).toEqual({ gaps: [], overlaps: [] })
      if (one.people.length === 1) return
      const people = shiftsBetween(plan(one), from, to).map(({ personId }) => personId)
      for (const [n, person] of people.entries()) {
        const before = n === 0 ? undefined : people[n - 1]
        if (before !== undefined) expect(person).toBe(one.people[(one.people.indexOf(before) + 1) % one.people.length])
      }
      const counts = one.people.map((person) => people.filter((other) => other === person).length)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    }),
    { numRuns: 200, seed: 11 },
  )
})

test('who is next is who is on when it says so, and nobody else comes between', () => {
  fc.assert(
    fc.property(plans, days, (one, from) => {
      const { now, until, next } = standingAt(one, from)
      expect(now).toBe(onCallAt(one, from) ?? null)
      if (next === null) return
      expect(onCallAt(one, next.startsAt)).toBe(next.personId)
      expect(onCallAt(one, new Date(Number(until) - 1)) ?? null).toBe(now)
      const between = gapsBetween(
        shiftsBetween(one, from, next.startsAt).map(({ startsAt, endsAt }) => ({
          startsAt: +startsAt,
          endsAt: +endsAt,
        })),
        { startsAt: +from, endsAt: +next.startsAt },
      )
      if (now === null) expect(between).toEqual([{ startsAt: +from, endsAt: +next.startsAt }])
    }),
    { numRuns: 300, seed: 12 },
  )
})

/** A year of a rota in a process of its own: its zone is the server's, its clock starts when it says. */
function yearElsewhere(zone: string, startsAt: string): string {
  const code = `
    const [real, shift] = [Date, Date.parse('${startsAt}') - Date.now()]
    globalThis.Date = class extends real { constructor(...all) { all.length ? super(...all) : super(real.now() + shift) } static now() { return real.now() + shift } }
    const { shiftsBetween, standingAt } = await import(${JSON.stringify(new URL('rota.rules.ts', import.meta.url).href)})
    const hours = [{ days: ['friday', 'saturday', 'sunday'], from: '20:30', until: '06:00', daysLater: 1 }]
    const rule = (timeZone, unit, hours) => ({ timeZone, every: 1, unit, handOverTime: '01:30', startsOn: '2026-01-02', firstTurn: 0, counts: 'worked', hours, people: ['a', 'b', 'c'] })
    const layers = [['America/New_York', 'day', hours], ['Australia/Lord_Howe', 'week', hours], ['Europe/London', 'month', []]].map((one, rank) => (
      { id: String(rank), versions: [{ beginsAt: new Date(0), rank, holder: null, heldUntil: null, rule: rule(...one) }] }))
    const plan = { layers, overrides: [] }
    const shifts = shiftsBetween(plan, new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z'))
    const { createHash } = await import('node:crypto')
    console.log(createHash('sha256').update(JSON.stringify([shifts, standingAt(plan, new Date('2026-11-01T06:00:00Z'))])).digest('hex'), shifts.length)`
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  })
}

test('the zone of the server and the day on which it started do not matter', () => {
  const years = ['UTC', 'Asia/Kolkata', 'America/New_York'].flatMap((zone) =>
    ['2026-03-08T09:59:00Z', '2026-07-01T00:00:00Z', '2026-11-01T08:30:00Z'].map((startsAt) =>
      yearElsewhere(zone, startsAt),
    ),
  )
  expect(new Set(years).size).toBe(1)
  expect(Number(years[0]?.split(' ')[1])).toBeGreaterThan(300)
})

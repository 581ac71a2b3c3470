import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Hours, weekdays } from './hours.rules.ts'
import { gapsBetween, holesBetween } from './forecast.rules.ts'
import { onCallAt, shiftsBetween, standingAt } from './rota.rules.ts'
import { planOf } from './rota-plan.builders.ts'
import type { TurnRule } from './turn.rules.ts'

const at = (text: string): Date => new Date(text)
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
  days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
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
  .map(([layers, changes]) => ({ ...planOf(...layers), overrides: changes }))

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
      expect(holesBetween(planOf(one), from, to)).toEqual({ gaps: [], overlaps: [] })
      if (one.people.length === 1) return
      const people = shiftsBetween(planOf(one), from, to).map(({ personId }) => personId)
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

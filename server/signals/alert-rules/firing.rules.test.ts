import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AlertTrigger } from '@bellwether/contract/signals.ts'
import type { Minute } from '../../evidence/evidence.ts'
import { follow, type Judged, lateMinutes, lookOn, quiet, type Settled, type Standing } from './firing.rules.ts'
import { judgedBy } from './judge.rules.ts'
import { valuesOf, windowOf } from './value.rules.ts'

const events = { where: { and: [] }, errors: false }
const bad = { ...events, errors: true }
type Counting = Exclude<AlertTrigger, { kind: 'new-class' }>
const small = fc.integer({ min: 1, max: 8 })
const triggers: fc.Arbitrary<Counting> = fc.oneof(
  fc.record({
    kind: fc.constant('threshold' as const),
    events: fc.constant(events),
    atLeast: small,
    windowMinutes: small,
  }),
  fc.record({
    kind: fc.constant('ratio' as const),
    events: fc.constant(events),
    bad: fc.constant(bad),
    shareMin: fc.constantFrom(0.1, 0.5, 1),
    eventsMin: small,
    windowMinutes: small,
  }),
  fc.record({
    kind: fc.constant('burn-rate' as const),
    events: fc.constant(events),
    bad: fc.constant(bad),
    objective: fc.constantFrom(0.5, 0.9, 0.999),
    rateMin: fc.constantFrom(1, 2, 14.4),
    longMinutes: fc.integer({ min: 4, max: 12 }),
    shortMinutes: fc.integer({ min: 1, max: 3 }),
    eventsMin: small,
  }),
  fc.record({ kind: fc.constant('absence' as const), events: fc.constant(events), quietMinutes: small }),
)
const rules = fc.record({ trigger: triggers, holdMinutes: fc.integer({ min: 1, max: 4 }) })

/** Mostly nothing, now and then some. */
const histories = fc.array(
  fc.oneof(
    fc.constant({ events: 0, bad: 0 }),
    fc.tuple(small, small).map(([a, b]) => ({ events: Math.max(a, b), bad: b })),
  ),
  { minLength: 20, maxLength: 90 },
)
const start = 29_000_000
const minutesOf = (history: readonly { events: number; bad: number }[]): Minute[] =>
  history.flatMap((counts, index) => (counts.events === 0 ? [] : [{ at: start + index, ...counts }]))

interface Looking {
  settled: Settled
  standing: Standing
  lastAt: number | null
}

/** As the loop looks: the windows of the minutes that are not settled, and what was kept of those before. */
function lookAt(
  before: Looking,
  rule: { trigger: Counting; holdMinutes: number },
  known: readonly Minute[],
  to: number,
) {
  const from = before.settled.to - windowOf(rule.trigger)
  const values = valuesOf(
    rule.trigger,
    known.filter(({ at }) => at >= from && at < to),
    { from, to },
    before.lastAt,
  ).slice(before.settled.to - from)
  const { settled, standing } = lookOn(before.settled, values, judgedBy(rule))
  const value = values[settled.to - before.settled.to - 1]
  const lastAt = rule.trigger.kind !== 'absence' || typeof value !== 'number' ? before.lastAt : settled.to - 1 - value
  return { settled, standing, lastAt }
}

const begin: Looking = { settled: { to: start, standing: quiet }, standing: quiet, lastAt: null }
const replayed = (rule: { trigger: Counting; holdMinutes: number }, minutes: readonly Minute[], to: number) =>
  follow(valuesOf(rule.trigger, minutes, { from: start, to }), start, judgedBy(rule))

test('looking minute by minute stands, at the end of each, where a replay of the whole stands', () => {
  fc.assert(
    fc.property(rules, histories, (rule, history) => {
      const minutes = minutesOf(history)
      let now = begin
      history.forEach((_, index) => {
        const to = start + index + 1
        now = lookAt(now, rule, minutes, to)
        expect(now.standing).toEqual(replayed(rule, minutes, to).standing)
      })
    }),
  )
})

test('looks that were missed, and minutes that come late, change nothing in the end', () => {
  fc.assert(
    fc.property(
      rules,
      histories,
      fc.infiniteStream(fc.record({ isLooking: fc.boolean(), late: fc.integer({ min: 0, max: lateMinutes - 1 }) })),
      (rule, history, stream) => {
        const minutes = minutesOf(history)
        const lots = history.map(() => stream.next().value!)
        let now = begin
        history.forEach((_, index) => {
          const to = start + index + 1
          const known = minutes.filter(({ at }) => at + lots[at - start]!.late < to)
          if (lots[index]!.isLooking) now = lookAt(now, rule, known, to)
        })
        const end = start + history.length
        now = lookAt(now, rule, minutes, end)
        expect(now.standing).toEqual(replayed(rule, minutes, end).standing)
      },
    ),
  )
})

test('it fires once its value has been at the limit for as long as it must, and each firing ends before the next begins', () => {
  fc.assert(
    fc.property(rules, histories, (rule, history) => {
      const end = start + history.length
      const values = valuesOf(rule.trigger, minutesOf(history), { from: start, to: end })
      const { limit } = judgedBy(rule)
      let before = -Infinity
      for (const firing of replayed(rule, minutesOf(history), end).firings) {
        const held = values.slice(firing.since - start, firing.firedAt - start + 1)
        expect(held).toHaveLength(rule.holdMinutes)
        expect(held.every((value) => value !== null && value >= limit)).toBe(true)
        expect(firing.since).toBeGreaterThan(before)
        const during = values.slice(firing.since - start, (firing.endedAt ?? end) - start)
        expect(firing.peak).toBe(Math.max(...during.filter((value) => value !== null && value >= limit).map(Number)))
        before = firing.endedAt ?? Infinity
      }
    }),
  )
})

test('a share or a burn rate of less than the minimum volume never fires', () => {
  fc.assert(
    fc.property(rules, histories, ({ trigger, holdMinutes }, history) => {
      fc.pre(trigger.kind === 'ratio' || trigger.kind === 'burn-rate')
      const sum = history.reduce((all, counts) => all + counts.events, 0)
      const rule = { trigger: { ...trigger, eventsMin: sum + 1 } as Counting, holdMinutes }
      expect(replayed(rule, minutesOf(history), start + history.length).firings).toEqual([])
    }),
  )
})

const judged: Judged = { limit: 3, holdMinutes: 2, endsAtOnce: false }

test.each([
  ['a single minute at the limit is not held', [0, 3, 0, 3, 0], []],
  [
    'held for two minutes it fires at the end of the second',
    [0, 3, 4, 3],
    [{ since: 1, firedAt: 2, endedAt: null, peak: 4 }],
  ],
  ['four calm minutes do not end it', [3, 3, 0, 0, 0, 0, 5, 0], [{ since: 0, firedAt: 1, endedAt: null, peak: 5 }]],
  ['five do', [3, 3, 0, 0, 0, 0, null], [{ since: 0, firedAt: 1, endedAt: 6, peak: 3 }]],
])('%s', (_, values, firings) => expect(follow(values, 0, judged).firings).toEqual(firings))

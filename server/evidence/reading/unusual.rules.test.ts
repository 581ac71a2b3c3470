import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../demo/world/seeded-random.ts'
import { type BesideBefore, besideInstant, canBeJudged, changeAt, isUnusual } from './unusual.rules.ts'

const good = { now: 10_000, before: 40_000 }

test.each([
  ['never seen before', { now: 20, before: 0 }, true],
  ['a few', { now: 4, before: 0 }, false],
  ['some, which chance makes', { now: 5, before: 0 }, false],
  ['many more, but not three times as many', { now: 500, before: 1000 }, false],
  ['three times as often', { now: 900, before: 1200 }, true],
  ['as often as ever, of very many', { now: 250_000, before: 1_000_000 }, false],
  ['none', { now: 0, before: 100 }, false],
] as const)('%s', (_, errors, expected) => expect(isUnusual(errors, good, 20)).toBe(expected))

test('more traffic alone makes no error unusual', () => {
  expect(isUnusual({ now: 400, before: 100 }, { now: 40_000, before: 10_000 }, 1)).toBe(false)
})

test.each([
  [{ now: 1000, before: 0 }, false],
  [{ now: 1000, before: 499 }, false],
  [{ now: 1000, before: 500 }, true],
  [{ now: 10, before: 99 }, false],
])('of %o it can be judged: %s', (events, expected) => expect(canBeJudged(events)).toBe(expected))

test('errors that come at any time are not unusual for beginning at their first', () => {
  const random = seededRandom(7)
  const minute = 60_000
  const steps = Array.from({ length: 288 }, (_, at) => ({ at: at * 5 * minute, events: 50 }))
  const isOneUnusual = (): boolean => {
    const times = Array.from({ length: 1 + random.below(40) }, () => random.next() * 1440 * minute)
    const errors = { now: times.length, before: 0, since: Math.min(...times) }
    return isUnusual(errors, besideInstant(steps, changeAt(errors, 0)), 1)
  }
  const found = Array.from({ length: 3000 }, isOneUnusual).filter(Boolean).length
  expect(found).toBeLessThanOrEqual(12)
})

describe('in the log of a real site', () => {
  const lines = gunzipSync(
    readFileSync(join(import.meta.dirname, '..', 'explanation', 'web-traffic', 'semicomplete.csv.gz')),
  )
    .toString()
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([, , , section = '', status = '']) => ({ isError: Number(status) >= 400, name: `${status} ${section}` }))

  /** The same events, dealt at random into a time and the four times as long one before it. */
  function deal(seed: number): { good: BesideBefore; classes: Map<string, BesideBefore> } {
    const random = seededRandom(seed)
    let dealt = { now: 0, before: 0 }
    const classes = new Map<string, BesideBefore>()
    const one = (beside: BesideBefore, isNow: boolean): BesideBefore => ({
      now: beside.now + Number(isNow),
      before: beside.before + Number(!isNow),
    })
    for (const { isError, name } of lines) {
      const isNow = random.below(5) === 0
      if (isError) classes.set(name, one(classes.get(name) ?? { now: 0, before: 0 }, isNow))
      else dealt = one(dealt, isNow)
    }
    return { good: dealt, classes }
  }

  test('nothing that chance dealt is unusual, and what fails ten times as often is', () => {
    const trials = Array.from({ length: 60 }, (_, seed) => deal(seed + 1))
    const unusual = trials.filter((trial) =>
      [...trial.classes.values()].some((errors) => isUnusual(errors, trial.good, trial.classes.size)),
    )
    expect(unusual.length).toBeLessThanOrEqual(1)
    const { good: events, classes } = trials[0]!
    const [most] = [...classes.values()].toSorted((a, b) => b.before - a.before)
    expect(most!.before).toBeGreaterThan(20)
    expect(isUnusual({ ...most!, now: 10 * most!.now }, events, classes.size)).toBe(true)
  })
})

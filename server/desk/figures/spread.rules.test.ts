import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketBase, spreadOf } from './spread.rules.ts'

/** As the store counts. */
function bucketsOf(seconds: readonly number[]): Record<string, number> {
  const buckets: Record<string, number> = {}
  for (const one of seconds) {
    const bucket = Math.floor(Math.log(Math.max(one, 1)) / Math.log(bucketBase))
    buckets[bucket] = (buckets[bucket] ?? 0) + 1
  }
  return buckets
}

test.each([
  ['nothing', [], { of: 0, medianSeconds: null, p90Seconds: null }],
  ['an answer at once', [0], { of: 1, medianSeconds: 1, p90Seconds: 1 }],
  ['one of a minute', [60], { of: 1, medianSeconds: 59, p90Seconds: 59 }],
  [
    'nine of ten seconds and one of an hour',
    [...Array.from({ length: 9 }, () => 10), 3600],
    { of: 10, medianSeconds: 10, p90Seconds: 10 },
  ],
  [
    'eight of ten seconds and two of an hour',
    [...Array.from({ length: 8 }, () => 10), 3600, 3600],
    { of: 10, medianSeconds: 10, p90Seconds: 3542 },
  ],
])('%s', (_, seconds, spread) => {
  expect(spreadOf(bucketsOf(seconds))).toEqual(spread)
})

test('what is said is within 2.5 % of a duration of that rank, whatever the durations are', () => {
  const durations = fc.array(fc.integer({ min: 30, max: 40_000_000 }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(durations, (seconds) => {
      const sorted = seconds.toSorted((a, b) => a - b)
      const { medianSeconds, p90Seconds } = spreadOf(bucketsOf(seconds))
      for (const [said, share] of [
        [medianSeconds, 0.5],
        [p90Seconds, 0.9],
      ] as const) {
        const exact = sorted[Math.ceil(seconds.length * share - 1e-9) - 1] ?? 0
        // Half a second more, since whole seconds are said.
        expect(Math.abs((said ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.025 + 0.5)
      }
    }),
    { seed: 20260116 },
  )
})

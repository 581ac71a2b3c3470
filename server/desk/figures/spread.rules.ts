import type { Spread } from '@bellwether/contract/desk-figures.ts'

/** How often a duration fell into each bucket; the n-th holds from 1.05^n to 1.05^(n+1) seconds. */
export type Buckets = Readonly<Record<string, number>>

/** As the store counts: `floor(ln(seconds) / ln(1.05))`. */
export const bucketBase = 1.05

/**
 * Median and 90th percentile of durations that were counted in logarithmic buckets: the smallest bucket up to which
 * that share of them lies (R's type 1), by its geometric middle. A bucket is 5 % wide, so what is said is at most
 * 2.5 % beside a duration that there was. Durations up to a second count as one.
 *
 * `spreadOf({ 47: 9, 83: 1 })`, nine of about 10 seconds and one of about a minute, has both at 10.
 */
export function spreadOf(buckets: Buckets): Spread {
  const counted = Object.entries(buckets)
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .toSorted((a, b) => a.bucket - b.bucket)
  const of = counted.reduce((sum, { count }) => sum + count, 0)
  return { of, medianSeconds: quantile(counted, of * 0.5), p90Seconds: quantile(counted, of * 0.9) }
}

function quantile(counted: readonly { bucket: number; count: number }[], rank: number): number | null {
  let below = 0
  for (const { bucket, count } of counted) {
    below += count
    // Nine tenths of ten are nine, which floating point does not say exactly.
    if (below >= rank - 1e-9) return Math.round(bucketBase ** (bucket + 0.5))
  }
  return null
}

import type { DayAxis } from './chart.options.ts'
import { dayOf } from './instants.ts'

const space = 64

/** Of times that are days those that have room beside each other, the last among them. */
export function dayTicks(times: readonly number[], width: number): number[] {
  const step = Math.max(1, Math.ceil((times.length * space) / Math.max(width, 1)))
  return times.filter((_, place) => (times.length - 1 - place) % step === 0)
}

/** Days are marked at themselves, and are the same for whoever looks. */
export const dayAxis: DayAxis = {
  splits: ({ data, width }) => dayTicks([...data[0]], width),
  values: (_, splits) => splits.map((split) => dayOf(split * 1000, 'UTC')),
}

import { loadavg } from 'node:os'
import { quantile, say } from '../say.ts'

const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(3)} s`.padStart(10)

/** Says one line of times in milliseconds: in the middle, of the slowest hundredth, the slowest. */
export function sayTimes(name: string, times: readonly number[], baseline?: number): void {
  if (times.length === 0) return say(`${name.padEnd(52)} none`)
  const median = quantile(times, 0.5)
  const shown = [
    `p50 ${inSeconds(median)}`,
    `p99 ${inSeconds(quantile(times, 0.99))}`,
    `max ${inSeconds(Math.max(0, ...times))}`,
  ]
  const ratio = baseline === undefined ? '' : `   p50 is ${(median / baseline).toFixed(1)} of the baseline`
  say(`${name.padEnd(52)} ${shown.join('  ')}${ratio}`)
}

/** What else the machine does: times of a busy one are not ours alone. */
export const sayLoad = (): void => say(`load of the machine ${loadavg()[0]?.toFixed(1)}`)

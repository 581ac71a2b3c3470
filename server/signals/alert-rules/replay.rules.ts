import type { AlertTrigger } from '@bellwether/contract/signals.ts'
import { follow, type FiringMinutes } from './firing.rules.ts'
import { judgedBy } from './judge.rules.ts'

const pointsMax = 300
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240]

export interface Point {
  readonly at: number
  readonly value: number | null
}

/** When a rule fires over values, the first of them that of minute `from`. */
export const firingsOf = (
  rule: { trigger: AlertTrigger; holdMinutes: number },
  values: readonly (number | null)[],
  from: number,
): FiringMinutes[] => follow(values, from, judgedBy(rule)).firings

/** The highest value of each step: what fires stands out however long the time is. */
export function pointsOf(values: readonly (number | null)[], from: number): { stepMinutes: number; points: Point[] } {
  const stepMinutes = steps.find((step) => values.length / step <= pointsMax) ?? 240
  const points: Point[] = []
  for (let start = 0; start < values.length; start += stepMinutes) {
    const known = values.slice(start, start + stepMinutes).filter((value) => value !== null)
    points.push({ at: from + start, value: known.length === 0 ? null : Math.max(...known) })
  }
  return { stepMinutes, points }
}

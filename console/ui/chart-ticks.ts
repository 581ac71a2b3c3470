import { countOf, shortCountOf } from './figures.ts'

/** Steps of an axis: whole ones, of which each is found where one expects it. */
export const wholeSteps: readonly number[] = Array.from({ length: 13 }, (_, power) =>
  [1, 2, 5].map((step) => step * 10 ** power),
).flat()

/** What stands at the ticks of counts: short, and in full where two of them would be the same. */
export function countLabels(splits: readonly number[]): string[] {
  const labels = splits.map((split) => (Number.isInteger(split) ? shortCountOf(split) : ''))
  const said = labels.filter((label) => label !== '')
  return new Set(said).size === said.length
    ? labels
    : splits.map((split) => (Number.isInteger(split) ? countOf(split) : ''))
}

/** Of times that are days those that have room beside each other, the last among them. */
export function dayTicks(times: readonly number[], width: number, space: number): number[] {
  const step = Math.max(1, Math.ceil((times.length * space) / Math.max(width, 1)))
  return times.filter((_, place) => (times.length - 1 - place) % step === 0)
}

import { expect, test } from 'vitest'
import { countLabels, dayTicks, wholeSteps } from './chart-ticks.ts'

test('an axis goes up in whole steps', () => {
  expect(wholeSteps.slice(0, 7)).toEqual([1, 2, 5, 10, 20, 50, 100])
  expect(wholeSteps.every(Number.isInteger)).toBe(true)
})

test('counts are short where they differ so, and in full where two would be the same', () => {
  expect(countLabels([0, 20_000, 40_000])).toEqual(['0', '20k', '40k'])
  expect(countLabels([20_000, 20_020, 20_040])).toEqual(['20,000', '20,020', '20,040'])
  expect(countLabels([0, 0.5, 1])).toEqual(['0', '', '1'])
})

test('of weeks as many have a tick as have room, the last always, none twice', () => {
  const weeks = Array.from({ length: 12 }, (_, week) => week)
  expect(dayTicks(weeks, 1200, 64)).toEqual(weeks)
  expect(dayTicks(weeks, 390, 64)).toEqual([1, 3, 5, 7, 9, 11])
  expect(dayTicks(weeks, 0, 64)).toEqual([11])
  expect(dayTicks([7], 300, 64)).toEqual([7])
})

import { expect, test } from 'vitest'
import { dayTicks } from './chart-ticks.ts'

test('of weeks as many have a tick as have room, the last always, none twice', () => {
  const weeks = Array.from({ length: 12 }, (_, week) => week)
  expect(dayTicks(weeks, 1200)).toEqual(weeks)
  expect(dayTicks(weeks, 390)).toEqual([1, 3, 5, 7, 9, 11])
  expect(dayTicks(weeks, 0)).toEqual([11])
  expect(dayTicks([7], 300)).toEqual([7])
})

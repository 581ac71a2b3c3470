import { expect, test } from 'vitest'
import { chartUnitOf } from './chart-unit.ts'

test.each([
  [[], 'seconds'],
  [[null, 40], 'seconds'],
  [[40, 1800], 'minutes'],
  [[18_001, null], 'hours'],
  [[5 * 86_400 + 1], 'days'],
])('the longest of %j is said in %s', (seconds, name) => {
  expect(chartUnitOf(seconds).name).toBe(name)
})

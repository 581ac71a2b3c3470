import { expect, test } from 'vitest'
import { seededRandom } from '../../demo/world/seeded-random.ts'
import { chao1 } from './chao1.ts'

test.each([
  [[1, 1, 1, 2, 5], 10],
  [[1, 1, 1], 6],
  [[4, 9, 2], 3],
  [[], 0],
  [[0, 3], 1],
])('%j gives %d', (sightings, expected) => expect(chao1(sightings)).toBe(expected))

test('with even sightings it comes close to the truth, never far above it', () => {
  const random = seededRandom(4)
  const estimates = Array.from({ length: 200 }, () => {
    const sightings = Array.from({ length: 100 }, () => 0)
    for (let n = 0; n < 120; n += 1) sightings[random.below(100)]! += 1
    return chao1(sightings)
  })
  const mean = estimates.reduce((sum, one) => sum + one, 0) / estimates.length
  expect(mean).toBeGreaterThan(90)
  expect(mean).toBeLessThan(112)
})

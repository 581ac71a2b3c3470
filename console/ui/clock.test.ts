import { expect, test } from 'vitest'
import { runningOn } from './clock.tsx'
import { toneOf } from './clock-badge.tsx'

test('a fast clock runs on from its reading at its own speed', () => {
  const reading = { atMs: 1_000_000, receivedAtMs: 500, speed: 10 }
  expect(runningOn(reading, 500)).toBe(1_000_000)
  expect(runningOn(reading, 2_500)).toBe(1_020_000)
})

const hour = 3_600_000

test.each([
  [0, 4 * hour, 2 * hour, 'calm'],
  [0, 4 * hour, 3 * hour, 'near'],
  [0, 100 * hour, 98 * hour, 'calm'],
  [0, 100 * hour, 99.5 * hour, 'near'],
  [0, hour, hour, 'late'],
] as const)('started %i, due %i, now %i is %s', (started, due, now, tone) => {
  expect(toneOf(started, due, now)).toBe(tone)
})

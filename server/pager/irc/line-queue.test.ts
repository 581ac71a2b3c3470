import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openBrake } from './brake.ts'
import { openLineQueue } from './line-queue.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

test('in a storm of lines what cannot wait comes next, and then an answer', () => {
  const written: string[] = []
  const queue = openLineQueue((line) => written.push(line))
  for (let n = 0; n < 50; n += 1) void queue.add(`low ${n}`, 'page')
  expect(written).toEqual(['low 0', 'low 1', 'low 2', 'low 3'])
  void queue.add('urgent', 'urgent')
  void queue.add('answer', 'answer')
  void queue.add('room', 'room')
  vi.advanceTimersByTime(3000)
  expect(written.slice(4)).toEqual(['urgent', 'answer', 'low 4'])
  vi.advanceTimersByTime(100_000)
  expect(written).toHaveLength(53)
  expect(written.at(-1)).toBe('room')
})

test('never more than about a line a second goes out', () => {
  let written = 0
  const queue = openLineQueue(() => (written += 1))
  for (let n = 0; n < 50; n += 1) void queue.add('x', 'page')
  vi.advanceTimersByTime(10_000)
  expect(written).toBe(14)
})

test('what waits when the connection is lost is told so', async () => {
  const queue = openLineQueue(() => undefined)
  const lines = Array.from({ length: 6 }, () => queue.add('x', 'page'))
  queue.clear(new Error('lost'))
  expect((await Promise.allSettled(lines)).map(({ status }) => status)).toEqual([
    ...Array.from({ length: 4 }, () => 'fulfilled'),
    'rejected',
    'rejected',
  ])
})

test('a brake holds one who does it too often, and lets them go when the time is up', () => {
  const brake = openBrake({ max: 2, windowSeconds: 60 })
  expect([brake.note('a'), brake.note('a'), brake.holds('a'), brake.note('a'), brake.holds('a')]).toEqual([
    false,
    false,
    false,
    true,
    true,
  ])
  expect(brake.holds('b')).toBe(false)
  vi.advanceTimersByTime(61_000)
  expect(brake.holds('a')).toBe(false)
})

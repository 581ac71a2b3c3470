import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { demoClock, jumpSpeed } from './clock.ts'

const real = new Date('2026-11-27T10:00:00.000Z')
const startsAt = new Date('2026-11-20T18:23:00.000Z')
const shows = (clock: { now(): Date }): string => clock.now().toISOString().slice(11, 19)

beforeEach(() => void vi.useFakeTimers({ now: real }))
afterEach(() => void vi.useRealTimers())

describe('the clock of a demo', () => {
  const set = (speed: number, jumpsTo: Date | null = null) => demoClock({ startsAt, anchoredAt: real, speed, jumpsTo })

  test.each([
    [0, '18:23:00'],
    [1, '18:24:00'],
    [10, '18:33:00'],
  ])('at speed %i shows %s after a minute', (speed, shown) => {
    const clock = set(speed)
    vi.advanceTimersByTime(60_000)
    expect([clock.speed, shows(clock)]).toEqual([speed, shown])
  })

  test('hurries to where it jumps and runs on from there', () => {
    const clock = set(1, new Date('2026-11-20T18:27:00.000Z'))
    vi.advanceTimersByTime(500)
    expect([clock.speed, shows(clock)]).toEqual([jumpSpeed, '18:25:00'])
    vi.advanceTimersByTime(500)
    expect([clock.speed, shows(clock)]).toEqual([1, '18:27:00'])
    vi.advanceTimersByTime(10_000)
    expect([clock.speed, shows(clock)]).toEqual([1, '18:27:10'])
  })

  test('that was to jump back runs on', () => {
    const clock = set(1, new Date('2026-11-20T17:00:00.000Z'))
    vi.advanceTimersByTime(1000)
    expect(shows(clock)).toBe('18:23:01')
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../demo/world/seeded-random.ts'
import { judgeWatch, type WatchFacts } from './watch.rules.ts'

const minute = 60_000
const startedAt = new Date('2026-01-16T18:40:00Z')
const after = (minutes: number): Date => new Date(startedAt.getTime() + minutes * minute)
const facts = (over: Partial<WatchFacts> = {}): WatchFacts => ({
  knownUntil: after(20),
  lastErrorAt: after(4),
  lastMinute: { errors: 0, requests: 100 },
  before: { errors: 0, requests: 500 },
  requestsSinceLastError: 500,
  startedAt,
  zeroMinutes: 15,
  ...over,
})

describe('a watch', () => {
  test.each([
    ['has recovered after fifteen quiet minutes with traffic', {}, 'recovered'],
    ['is at zero before that', { knownUntil: after(18.9) }, 'at-zero'],
    ['has not recovered while the slice is silent', { requestsSinceLastError: 0 }, 'watching'],
    ['has not recovered where evidence stopped coming', { knownUntil: after(4.5) }, 'watching'],
    [
      'starts again when an error comes back',
      { lastErrorAt: after(19.5), lastMinute: { errors: 3, requests: 100 } },
      'watching',
    ],
    [
      'is falling once less than half of the requests fail than did',
      { lastErrorAt: after(19.9), lastMinute: { errors: 4, requests: 100 }, before: { errors: 100, requests: 500 } },
      'falling',
    ],
    [
      'is not falling where so few of so few errors may be chance',
      { lastErrorAt: after(19.9), lastMinute: { errors: 1, requests: 100 }, before: { errors: 15, requests: 500 } },
      'watching',
    ],
    [
      'is not falling where the traffic did, and as many of it fail',
      { lastErrorAt: after(19.9), lastMinute: { errors: 4, requests: 20 }, before: { errors: 100, requests: 500 } },
      'watching',
    ],
    [
      'is not falling without a request in the last minute',
      { lastErrorAt: after(19.9), lastMinute: { errors: 0, requests: 0 }, before: { errors: 100, requests: 500 } },
      'watching',
    ],
    [
      'counts from its own start where there was no error',
      { lastErrorAt: undefined, knownUntil: after(15) },
      'recovered',
    ],
  ] as const)('%s', (_, over, state) => {
    expect(judgeWatch(facts(over)).state).toBe(state)
  })

  test('that goes on as it did is called falling once in a hundred looks at most', () => {
    const random = seededRandom(7)
    const draw = (requests: number, rate: number): number =>
      Array.from({ length: requests }, () => random.next()).filter((one) => one < rate).length
    for (const rate of [0.003, 0.02, 0.2]) {
      const looks = Array.from({ length: 1000 }, () => {
        const lastMinute = { requests: 300, errors: draw(300, rate) }
        const before = { requests: 1500, errors: draw(1500, rate) }
        return judgeWatch(facts({ lastErrorAt: after(19.9), lastMinute, before })).state
      })
      expect(looks.filter((state) => state === 'falling').length).toBeLessThanOrEqual(10)
    }
  })

  test('never says zero within a minute of an error, without traffic, or before its time', () => {
    const minutes = fc.double({ min: 0, max: 60, noNaN: true })
    fc.assert(
      fc.property(minutes, minutes, fc.nat(1000), fc.nat(50), (knownMinutes, errorMinutes, requests, errors) => {
        const lastErrorAt = after(Math.min(errorMinutes, knownMinutes))
        const knownUntil = after(knownMinutes)
        const found = judgeWatch(
          facts({ knownUntil, lastErrorAt, requestsSinceLastError: requests, lastMinute: { errors, requests: 100 } }),
        )
        const quiet = (knownUntil.getTime() - lastErrorAt.getTime()) / minute
        const isAtZero = found.state === 'at-zero' || found.state === 'recovered'
        expect(isAtZero).toBe(quiet >= 1 && requests > 0)
        expect(found.state === 'recovered').toBe(isAtZero && quiet >= 15)
        expect(found.zeroSince).toEqual(isAtZero ? lastErrorAt : null)
      }),
    )
  })
})

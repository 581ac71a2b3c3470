import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeWatch, type WatchFacts } from './watch.rules.ts'

const minute = 60_000
const startedAt = new Date('2026-01-16T18:40:00Z')
const after = (minutes: number): Date => new Date(startedAt.getTime() + minutes * minute)
const facts = (over: Partial<WatchFacts> = {}): WatchFacts => ({
  knownUntil: after(20),
  lastErrorAt: after(4),
  errorsLastMinute: 0,
  errorsMinutesBefore: 0,
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
    ['starts again when an error comes back', { lastErrorAt: after(19.5), errorsLastMinute: 3 }, 'watching'],
    [
      'is falling once the last minute has less than half of what it had',
      { lastErrorAt: after(19.9), errorsLastMinute: 4, errorsMinutesBefore: 9 },
      'falling',
    ],
    [
      'counts from its own start where there was no error',
      { lastErrorAt: undefined, knownUntil: after(15) },
      'recovered',
    ],
  ] as const)('%s', (_, over, state) => {
    expect(judgeWatch(facts(over)).state).toBe(state)
  })

  test('never says zero within a minute of an error, without traffic, or before its time', () => {
    const minutes = fc.double({ min: 0, max: 60, noNaN: true })
    fc.assert(
      fc.property(minutes, minutes, fc.nat(1000), fc.nat(50), (knownMinutes, errorMinutes, requests, errors) => {
        const lastErrorAt = after(Math.min(errorMinutes, knownMinutes))
        const knownUntil = after(knownMinutes)
        const found = judgeWatch(
          facts({ knownUntil, lastErrorAt, requestsSinceLastError: requests, errorsLastMinute: errors }),
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

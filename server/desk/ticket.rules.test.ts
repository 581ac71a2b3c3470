import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acknowledgeDueAt, responseDueAt } from './ticket.rules.ts'

const minute = 60_000
const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })

describe('the customer’s clock', () => {
  test.each([
    ['premium', false, 60],
    ['pro', false, 240],
    ['free', false, 1440],
    ['premium', true, 15],
    ['free', true, 15],
  ] as const)('of plan %s (urgent: %s) runs %i minutes', (plan, isUrgent, minutes) => {
    const startedAt = new Date('2026-01-16T16:00:00Z')
    expect(responseDueAt(startedAt, { plan }, isUrgent).getTime() - startedAt.getTime()).toBe(minutes * minute)
  })

  test('of somebody who is no customer is the longest, never none', () => {
    const startedAt = new Date('2026-01-16T16:00:00Z')
    expect(responseDueAt(startedAt, null, false)).toEqual(responseDueAt(startedAt, { plan: 'free' }, false))
  })

  test('takes as long whenever it starts: through a change of clocks, a leap day and new year', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom('free', 'pro', 'premium'), fc.boolean(), (startedAt, plan, isUrgent) => {
        const elapsed = responseDueAt(startedAt, { plan }, isUrgent).getTime() - startedAt.getTime()
        const elsewhere = new Date('2026-06-01T12:00:00Z')
        expect(elapsed).toBe(responseDueAt(elsewhere, { plan }, isUrgent).getTime() - elsewhere.getTime())
        expect(elapsed).toBeGreaterThan(0)
      }),
    )
  })
})

describe('the acknowledge clock of a hand-off', () => {
  test('ends within the answer’s, after at most an hour, and leaves five minutes where there are five', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 30 * 86_400_000 }), (askedAt, length) => {
        const answerDueAt = new Date(askedAt.getTime() + length)
        const allowed = acknowledgeDueAt(askedAt, answerDueAt).getTime() - askedAt.getTime()
        expect(allowed).toBeLessThanOrEqual(Math.min(length, 60 * minute))
        expect(allowed).toBeGreaterThanOrEqual(Math.min(length, 5 * minute))
      }),
    )
  })

  test('never ends earlier because the team has more time to answer', () => {
    fc.assert(
      fc.property(instants, fc.nat(10 * 86_400_000), fc.nat(10 * 86_400_000), (askedAt, shorter, more) => {
        const dueAfter = (length: number): number =>
          acknowledgeDueAt(askedAt, new Date(askedAt.getTime() + length)).getTime()
        expect(dueAfter(shorter + more)).toBeGreaterThanOrEqual(dueAfter(shorter))
      }),
    )
  })
})

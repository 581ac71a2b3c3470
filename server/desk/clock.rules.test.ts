import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarOf, workdays } from '../platform/calendar/calendar.builders.ts'
import { aroundTheClock, workingMilliseconds } from '../platform/calendar/calendar.ts'
import { acknowledgeDueAt, type ClockFacts, dueOf, isHastenedBy, mergedClock, paused, resumed } from './clock.rules.ts'
import type { StoredPause } from './desk.tables.ts'

const minute = 60_000
const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
const at = (time: string): Date => new Date(`2027-01-08T${time}Z`)
const office = calendarOf('Europe/London', workdays('09:00-17:00'), ['2027-01-01'])
const calendars = fc.constantFrom(
  office,
  aroundTheClock,
  calendarOf('America/New_York', {
    ...workdays('08:00-12:00', '13:00-24:00'),
    sunday: [{ from: '00:00', until: '03:00' }],
  }),
)
const clockOf = (over: Partial<ClockFacts> = {}): ClockFacts => ({
  promisedAt: null,
  calendar: office,
  targetMinutes: 60,
  countedFrom: at('10:00'),
  pauses: [],
  ...over,
})

describe('a clock', () => {
  test('takes as many working minutes whenever it starts: through a change of clocks, a leap day and new year', () => {
    fc.assert(
      fc.property(instants, calendars, fc.integer({ min: 1, max: 5000 }), (countedFrom, calendar, targetMinutes) => {
        const due = dueOf(clockOf({ calendar, targetMinutes, countedFrom }))
        expect(workingMilliseconds(calendar, countedFrom, due!)).toBe(targetMinutes * minute)
      }),
    )
  })

  test('that was promised is due when it was, later by what stood still before it, and late where that is later', () => {
    const none = { calendar: null, targetMinutes: null, countedFrom: null }
    const promised = (pauses: readonly StoredPause[]) => dueOf(clockOf({ ...none, promisedAt: at('12:00'), pauses }))
    const still = paused([], at('09:00'))
    expect([promised([]), promised(still)]).toEqual([at('12:00'), null])
    const twice = paused(resumed(still, at('09:30')), at('12:15'))
    expect(promised(resumed(still, at('09:30')))).toEqual(at('12:30'))
    expect([promised(twice), promised(resumed(twice, at('12:20')))]).toEqual([null, at('12:35')])
    expect(promised(paused(resumed(still, at('09:30')), at('12:30')))).toEqual(at('12:30'))
  })

  test('without a target and without a promise is an error of ours', () => {
    expect(() => dueOf(clockOf({ calendar: null }))).toThrow('a target or a promise')
  })
})

describe('a pause', () => {
  test('puts a clock off by as long as it lasts, and has no end until it runs on', () => {
    const pauses = paused([], at('10:20'))
    expect(dueOf(clockOf({ pauses }))).toBeNull()
    expect(dueOf(clockOf({ pauses: resumed(pauses, at('10:50')) }))).toEqual(at('11:30'))
  })

  test('in a pause is none, and who runs goes on running', () => {
    const pauses = paused([], at('10:20'))
    expect(paused(pauses, at('10:30'))).toEqual(pauses)
    const over = resumed(pauses, at('10:40'))
    expect(resumed(over, at('10:50'))).toEqual(over)
    expect(paused(over, at('10:55'))).toHaveLength(2)
  })

  test('of a clock that is late by then leaves it late', () => {
    expect(dueOf(clockOf({ pauses: paused([], at('11:00')) }))).toEqual(at('11:00'))
  })
})

describe('a clock is hastened', () => {
  const urgent = { calendar: aroundTheClock, targetMinutes: 15 }
  test.each([
    ['by a target that is due sooner', {}, at('10:30'), true],
    ['not by one that is due later', {}, at('10:50'), false],
    ['not by one that is due at the same instant', {}, at('10:45'), false],
    ['not where it is late', {}, at('11:30'), false],
    ['by either where it is paused', { pauses: paused([], at('10:10')) }, at('10:50'), true],
    ['by what is sooner than a promise', { promisedAt: at('10:50') }, at('10:30'), true],
  ])('%s', (_, over, countedFrom, expected) => {
    expect(isHastenedBy(clockOf(over), { ...urgent, countedFrom })).toBe(expected)
  })
})

describe('of clocks that are merged', () => {
  const running = (startedAt: string, dueAt: string | null, breachedAt: string | null = null) => ({
    startedAt: at(startedAt),
    dueAt: dueAt === null ? null : at(dueAt),
    breachedAt: breachedAt === null ? null : at(breachedAt),
  })

  test.each([
    ['the nearer', [running('10:00', '12:00'), running('10:30', '11:00')], 1],
    ['the first of two that are as near', [running('10:00', '12:00'), running('10:30', '12:00')], 0],
    ['that which is not paused', [running('10:00', null), running('10:30', '12:00')], 1],
    ['the first where both are paused', [running('10:00', null), running('10:30', null)], 0],
  ] as const)('%s gives the target, and the customer waits since the earlier start', (_, [one, other], target) => {
    const merged = mergedClock([one, other])
    expect(merged.targetOf).toBe([one, other][target])
    expect(merged.startedAt).toEqual(at('10:00'))
  })

  test('the first breach stays', () => {
    const late = [running('09:00', '10:00', '10:00'), running('09:00', '09:30', '09:30'), running('09:00', '12:00')]
    expect(mergedClock(late as [(typeof late)[number]]).breachedAt).toEqual(at('09:30'))
    expect(mergedClock([running('09:00', '10:00')]).breachedAt).toBeNull()
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

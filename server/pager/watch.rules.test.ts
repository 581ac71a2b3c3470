import { expect, test } from 'vitest'
import type { RotaPlan } from './rota.rules.ts'
import { daily, planOf, ruleOf, workdays } from './rota-plan.builders.ts'
import { watchAfter } from './watch.rules.ts'

const office = (timeZone: string, from: string, until: string): RotaPlan =>
  planOf(ruleOf({ timeZone, startsOn: '2025-12-01', hours: daily(from, until, workdays), people: [timeZone] }))
const offices = [
  office('America/Los_Angeles', '09:00', '17:00'),
  office('Europe/London', '09:00', '17:00'),
  office('Australia/Sydney', '08:00', '16:00'),
]
const rule = { hours: 8, watchedHours: 6 }

test.each([
  ['Tuesday 10:00', '2026-01-13T18:00Z', [8, 20, 40], '2026-01-14T09:00Z', true],
  ['Friday 09:00 passes, and meets an empty weekend', '2026-01-09T17:00Z', [8, 8, 8], '2026-01-11T21:00Z', true],
  ['Friday 16:00', '2026-01-10T00:00Z', [1, 1, 4], '2026-01-11T21:00Z', false],
  ['Friday 16:00, a week later', '2026-01-17T00:00Z', [1, 1, 4], '2026-01-18T21:00Z', false],
  ['Tuesday 10:00, the clocks apart', '2026-03-17T17:00Z', [8, 20, 40], '2026-03-18T09:00Z', true],
  ['Friday 16:00, the clocks apart', '2026-03-20T23:00Z', [1, 1, 3], '2026-03-22T21:00Z', false],
  ['Tuesday 10:00 in July', '2026-07-14T17:00Z', [8, 22, 44], '2026-07-15T08:00Z', true],
  ['Friday 16:00 in July', '2026-07-10T23:00Z', [1, 1, 2], '2026-07-12T22:00Z', false],
])('%s', (_, at, hours, nextEyes, isEnough) => {
  const watch = watchAfter(offices, new Date(at), rule)
  expect(watch.watched.map((one) => one.watchedHours)).toEqual(hours)
  expect(watch.nextEyesAt).toEqual(new Date(nextEyes))
  expect(watch.isEnough).toBe(isEnough)
})

test('a window opens when somebody is there, and for enough of the hours after it', () => {
  const { opensAt, coverEndsAt } = watchAfter(offices, new Date('2026-01-10T00:00Z'), rule)
  expect(coverEndsAt).toEqual(new Date('2026-01-10T01:00Z'))
  // Two hours before Sydney comes six of eight hours are watched, and nobody is there.
  expect(opensAt).toEqual(new Date('2026-01-11T21:00Z'))
  expect(watchAfter(offices, opensAt!, rule).isEnough).toBe(true)
  expect(watchAfter(offices, new Date(Number(opensAt) - 60_000), rule).isEnough).toBe(false)
})

test('of cover that goes on for good nothing is said of its end', () => {
  const always = planOf(ruleOf({ startsOn: '2025-12-01' }))
  expect(watchAfter([always], new Date('2026-01-10T00:00Z'), rule)).toMatchObject({
    isEnough: true,
    coverEndsAt: null,
    nextEyesAt: null,
  })
})

test('without anybody nothing is watched, and no window opens', () => {
  expect(watchAfter([], new Date('2026-01-13T18:00Z'), rule)).toMatchObject({
    isWatched: false,
    isEnough: false,
    opensAt: null,
    nextEyesAt: null,
  })
})

import { expect, test } from 'vitest'
import { spreadsOf, valuesOf } from './value.rules.ts'

const events = { where: { and: [] }, errors: false }
const bad = { ...events, errors: true }
const at = (counts: readonly (readonly [number, number])[]) =>
  counts.flatMap(([all, wrong], index) => (all === 0 ? [] : [{ at: index, events: all, bad: wrong }]))

test('a threshold counts what its window holds', () => {
  const trigger = { kind: 'threshold' as const, events, atLeast: 5, windowMinutes: 3 }
  const minutes = at([
    [1, 0],
    [2, 0],
    [4, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ])
  expect(valuesOf(trigger, minutes, { from: 0, to: 6 })).toEqual([1, 3, 7, 6, 4, 0])
})

test('a ratio says nothing of too few events', () => {
  const trigger = { kind: 'ratio' as const, events, bad, shareMin: 0.5, eventsMin: 10, windowMinutes: 1 }
  expect(
    valuesOf(
      trigger,
      at([
        [9, 9],
        [10, 5],
        [20, 1],
      ]),
      { from: 0, to: 3 },
    ),
  ).toEqual([null, 0.5, 0.05])
})

// The Site Reliability Workbook, chapter 5, table 5-8: 99.9 %, one hour and five minutes, 14.4.
test('an objective of 99.9 % of which 1.44 % fail for an hour burns at 14.4; when it is over the short window says so', () => {
  const trigger = {
    kind: 'burn-rate' as const,
    events,
    bad,
    objective: 0.999,
    rateMin: 14.4,
    longMinutes: 60,
    shortMinutes: 5,
    eventsMin: 1,
  }
  const counts = [
    ...Array.from({ length: 60 }, () => [10_000, 0] as const),
    ...Array.from({ length: 60 }, () => [10_000, 144] as const),
    ...Array.from({ length: 5 }, () => [10_000, 0] as const),
  ]
  const values = valuesOf(trigger, at(counts), { from: 0, to: counts.length }).map((value) => Number(value?.toFixed(6)))
  expect(values[59]).toBe(0)
  expect(values[118]).toBeLessThan(14.4)
  expect(values[119]).toBe(14.4)
  expect(values[124]).toBe(0)
})

test('an absence is known only where there was something before', () => {
  const trigger = { kind: 'absence' as const, events, quietMinutes: 2 }
  expect(
    valuesOf(
      trigger,
      at([
        [0, 0],
        [1, 0],
        [0, 0],
        [0, 0],
        [3, 0],
      ]),
      { from: 0, to: 5 },
    ),
  ).toEqual([null, 0, 1, 2, 0])
  expect(valuesOf(trigger, [], { from: 10, to: 12 }, 7)).toEqual([3, 4])
})

test('a new class spreads by the customers that it reaches, until it is silent or a day old', () => {
  const spread = (classId: string, minute: number, customers: number) => ({ classId, at: minute, errors: 1, customers })
  const old = Array.from({ length: 150 }, (_, index) => spread('old', index * 10, index === 0 ? 2 : 0))
  const values = spreadsOf([spread('a', 0, 1), spread('a', 2, 3), ...old], { from: 0, to: 1500 })
  expect(values.slice(0, 4)).toEqual([2, 2, 4, 4])
  expect([values[16], values[17]]).toEqual([4, 2])
  expect([values[1439], values[1440]]).toEqual([2, 0])
})

import { expect, test } from 'vitest'
import { mondayOf, weeksBefore, weeksOf } from './week.rules.ts'

test.each([
  ['2026-01-12', '2026-01-12'],
  ['2026-01-16', '2026-01-12'],
  ['2026-01-18', '2026-01-12'],
  ['2026-01-01', '2025-12-29'],
  ['2024-02-29', '2024-02-26'],
])('the week of %s begins on %s', (day, monday) => {
  expect(mondayOf(day)).toBe(monday)
})

test('a period is whole weeks, with as many before', () => {
  const weeks = weeksOf({ from: '2025-12-31', to: '2026-01-12' })
  expect(weeks).toEqual({
    from: '2025-12-29',
    until: '2026-01-19',
    mondays: ['2025-12-29', '2026-01-05', '2026-01-12'],
  })
  if (typeof weeks === 'string') throw new Error(weeks)
  expect(weeksBefore(weeks)).toEqual({
    from: '2025-12-08',
    until: '2025-12-29',
    mondays: ['2025-12-08', '2025-12-15', '2025-12-22'],
  })
})

test.each([
  ['2026-01-12', '2026-01-18', undefined],
  ['2026-01-12', '2026-01-11', 'Choose a day that is not before the first one.'],
  ['2025-01-13', '2026-01-18', undefined],
  ['2025-01-12', '2026-01-12', 'These are 54 weeks: choose at most 53.'],
])('from %s to %s', (from, to, fault) => {
  const weeks = weeksOf({ from, to })
  expect(typeof weeks === 'string' ? weeks : undefined).toBe(fault)
})

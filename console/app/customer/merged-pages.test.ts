import { expect, test } from 'vitest'
import { mergedDown } from './merged-pages.ts'

const at = (...hours: number[]) =>
  hours.map((hour) => ({ at: `2026-01-16T${String(hour).padStart(2, '0')}:00:00.000Z` }))
const hoursOf = (all: readonly { at: string }[]) => all.map((one) => Number(one.at.slice(11, 13)))

test('several lists are one, the newest first', () => {
  const lists = [
    { items: at(9, 5, 1), hasMore: false },
    { items: at(8, 2), hasMore: false },
    { items: [], hasMore: false },
  ]
  expect(hoursOf(mergedDown(lists))).toEqual([9, 8, 5, 2, 1])
})

test('nothing is shown below the end of a list that has more', () => {
  const lists = [
    { items: at(9, 5, 1), hasMore: false },
    { items: at(8, 4), hasMore: true },
    { items: at(7, 3), hasMore: true },
  ]
  expect(hoursOf(mergedDown(lists))).toEqual([9, 8, 7, 5, 4])
})

test('nothing is shown while a list is not there yet', () => {
  expect(
    mergedDown([
      { items: at(9), hasMore: false },
      { items: [], hasMore: true },
    ]),
  ).toEqual([])
})

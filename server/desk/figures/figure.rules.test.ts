import { describe, expect, test } from 'vitest'
import { rowsMax, rowsOfWeeks, rowsWithMost } from './figure-rows.rules.ts'
import { handOffFigures, ticketFigures, type TicketSums } from './figure.rules.ts'

const sums = (over: Partial<TicketSums> = {}): TicketSums => ({
  opened: 4,
  resolved: 3,
  everResolved: 4,
  firstJudged: 4,
  firstLate: 1,
  nextCount: 0,
  nextLate: 0,
  withRounds: 2,
  rounds: 5,
  reopened: 1,
  replied: 4,
  touchedAgain: 2,
  docDebt: 3,
  judgedByCustomer: 2,
  good: 1,
  firstSeconds: { 40: 3, 90: 1 },
  ...over,
})

describe('figures of tickets', () => {
  test('of nothing are zeros, and a share of nothing is none', () => {
    const { opened, firstResponse, nextResponse, rounds, reopened, docDebt } = ticketFigures([])
    expect([opened, firstResponse.of, firstResponse.medianSeconds]).toEqual([0, 0, null])
    const nothing = { count: 0, of: 0, share: null }
    expect([firstResponse.inTime, nextResponse.inTime, reopened, docDebt]).toEqual([nothing, nothing, nothing, nothing])
    expect(rounds).toEqual({ tickets: nothing, mean: null })
  })

  test('of several weeks are those of all their tickets, not means of weeks', () => {
    const figures = ticketFigures([sums(), sums({ opened: 1, firstJudged: 1, firstLate: 1, firstSeconds: { 90: 4 } })])
    expect(figures.opened).toBe(5)
    expect(figures.firstResponse.inTime).toEqual({ count: 3, of: 5, share: 0.6 })
    expect(figures.firstResponse.of).toBe(8)
    expect(figures.firstResponse.medianSeconds).toBe(Math.round(1.05 ** 90.5))
    expect(figures.rounds).toEqual({ tickets: { count: 4, of: 5, share: 0.8 }, mean: 2.5 })
    expect(figures.reopened).toEqual({ count: 2, of: 8, share: 0.25 })
    expect(figures.touchedAgain).toEqual({ count: 4, of: 8, share: 0.5 })
    expect(figures.docDebt).toEqual({ count: 6, of: 6, share: 1 })
    expect(figures.satisfied).toEqual({ count: 2, of: 4, share: 0.5 })
  })
})

test('what of hand-offs has not ended is open', () => {
  const { openNow, inTime, answeredDirectly } = handOffFigures([
    {
      asked: 10,
      answered: 4,
      declined: 1,
      passedOn: 1,
      withdrawn: 1,
      judged: 6,
      late: 2,
      seenJudged: 0,
      seenLate: 0,
      answeredDirectly: 1,
      askedBack: 1,
      heldSeconds: {},
    },
  ])
  expect(openNow).toBe(3)
  expect(inTime.share).toBeCloseTo(4 / 6)
  expect(answeredDirectly).toEqual({ count: 1, of: 4, share: 0.25 })
})

describe('rows', () => {
  const opened = ({ opened }: { opened: number }) => opened
  test('of weeks are in their order, also those without any', () => {
    const rows = rowsOfWeeks(
      ['2026-01-05', '2026-01-12'],
      [{ week: '2026-01-12', key: '', sums: sums() }],
      ticketFigures,
    )
    expect(rows.map(({ key, figures }) => [key, figures.opened])).toEqual([
      ['2026-01-05', 0],
      ['2026-01-12', 4],
    ])
  })

  test('of anything else are those with most, and how many more there are is said', () => {
    const weeks = Array.from({ length: rowsMax + 3 }, (_, n) => ({
      week: '2026-01-12',
      key: n === 0 ? '' : `key ${n}`,
      sums: sums({ opened: n === 0 ? 1000 : n }),
    }))
    const { rows, more } = rowsWithMost(weeks, ticketFigures, opened)
    expect([rows.length, more]).toEqual([50, 3])
    expect(rows.slice(0, 2).map(({ key }) => key)).toEqual([null, `key ${rowsMax + 2}`])
  })
})

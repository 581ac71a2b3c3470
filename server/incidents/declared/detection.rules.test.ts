import { expect, test } from 'vitest'
import { detectionsOf, type Noticed } from './detection.rules.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 16, 16, minute))
const friday: Noticed = {
  beganAt: at(4),
  declaredAt: at(160),
  signals: [at(29), at(80)],
  tickets: [at(150), at(2)],
  pages: [at(151)],
}

test('the first of each, since the first faulty request; who noticed first stands first', () => {
  expect(detectionsOf(friday).map(({ by, delaySeconds }) => [by, delaySeconds / 60])).toEqual([
    ['signal', 25],
    ['ticket', 146],
    ['page', 147],
    ['declaration', 156],
  ])
})

test('nothing is said where nobody knows when it began, or of what came before', () => {
  expect(detectionsOf({ ...friday, beganAt: null })).toEqual([])
  expect(detectionsOf({ ...friday, signals: [at(1)], pages: [] }).map(({ by }) => by)).toEqual([
    'ticket',
    'declaration',
  ])
})

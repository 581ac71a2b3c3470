import { expect, test } from 'vitest'
import { detectionsOf, type Noticed } from './detection.rules.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 16, 16, minute))
const friday: Noticed = {
  beganAt: at(4),
  declaredAt: at(160),
  signals: [at(29), at(80)],
  tickets: [at(155), at(150)],
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

test('nothing is said where nobody knows when it began; who wrote before there was evidence noticed first', () => {
  expect(detectionsOf({ ...friday, beganAt: null })).toEqual([])
  expect(detectionsOf({ ...friday, tickets: [at(2)], pages: [] })).toMatchObject([
    { by: 'ticket', delaySeconds: -120 },
    { by: 'signal' },
    { by: 'declaration' },
  ])
})

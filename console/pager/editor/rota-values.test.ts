import { describe, expect, test } from 'vitest'
import { blankLayer, fieldAt, layersOf, valuesOf } from './rota-values.ts'

describe('a refusal lands on the field', () => {
  test.each([
    ['/name', 'name'],
    ['/body/layers/0/people/3', 'layers.0.people'],
    ['/layers/2/hours', 'layers.2.hours'],
    ['/layers/2/hours/0/until', 'layers.2.hours.0.until'],
    ['/layers/2/hours/1/days/3', 'layers.2.hours.1.days'],
    ['/layers/1/turn/every', 'layers.1.every'],
    ['/layers/0/id', undefined],
    ['/layers', undefined],
    ['/somewhere', undefined],
  ])('%s', (pointer, field) => {
    expect(fieldAt(pointer)).toBe(field)
  })
})

test('what is around the clock has no hours, though somebody had begun to write some', () => {
  const layer = {
    ...blankLayer('2026-01-05'),
    hours: [{ days: ['monday' as const], from: '09:00', until: '17:00', daysLater: 0 }],
  }
  expect(layersOf([layer, { ...layer, isAlways: false }]).map(({ hours }) => hours.length)).toEqual([0, 1])
})

test('a rota whose last person left is begun anew', () => {
  const rota = {
    id: 'r',
    team: { id: 't', slug: 'support', name: 'Support' },
    name: 'Days',
    work: { slug: 'paging', name: 'Paging' },
    layers: [],
  }
  expect(valuesOf(rota, { team: null, name: '', today: '2026-01-05' }).layers).toEqual([blankLayer('2026-01-05')])
})

import { expect, test } from 'vitest'
import { huesOf, initialsOf } from './hues.ts'

test('each person of a rota has a colour of their own, and so has who stands in', () => {
  const layers = [{ people: [{ id: 'bo' }, { id: 'cy' }] }, { people: [{ id: 'cy' }, { id: 'di' }] }]
  const hueOf = huesOf(layers, ['di', 'ed'])
  expect(['bo', 'cy', 'di', 'ed'].map(hueOf)).toEqual(['0', '1', '2', '3'])
})

test.each([
  ['Bo Lindqvist', 'BL'],
  ['Bo', 'B'],
  ['Anne-Marie de Vries', 'AM'],
  ['', ''],
])('%s is %s', (name, initials) => expect(initialsOf(name)).toBe(initials))

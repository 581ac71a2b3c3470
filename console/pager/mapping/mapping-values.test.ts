import { expect, test } from 'vitest'
import { fieldAt, mappingOf, valuesOf } from './mapping-values.ts'

const mapping = {
  title: '{{a}} on {{b}}',
  key: null,
  severity: 'level',
  words: { critical: ['5'], error: [], warning: [], info: ['1'] },
  resolvedWhen: { at: 'state', is: ['green'] },
  body: null,
}

test('a mapping is in the form what it was; one that says nothing is none', () => {
  expect(mappingOf(valuesOf(mapping))).toEqual(mapping)
  expect(mappingOf(valuesOf(null))).toBeNull()
  expect(mappingOf({ ...valuesOf(null), info: ['1'] })).toMatchObject({ title: null, words: { info: ['1'] } })
})

test.each([
  ['/mapping/title', 'title'],
  ['#/body/mapping/resolvedWhen/is/0', 'resolvedIs'],
  ['/mapping/resolvedWhen/at', 'resolvedAt'],
  ['/mapping/words/info/0', 'info'],
  ['/sample', 'sample'],
  ['/mapping', undefined],
])('what %s points at is %s', (pointer, field) => {
  expect(fieldAt(pointer)).toBe(field)
})

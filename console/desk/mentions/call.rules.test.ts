import { expect, test } from 'vitest'
import { callablesFor, callAt } from './call.rules.ts'

test.each([
  ['ask @', 0, ''],
  ['ask @an', 0, 'an'],
  ['@Ana Le', 0, 'Ana Le'],
  ['ask @ana, and', null, ''],
  ['ana@net', null, ''],
  ['@ana le no', null, ''],
] as const)('a call in %j', (text, isCall, begun) => {
  const call = callAt(text, text.length)
  expect(call).toEqual(isCall === null ? null : { at: text.indexOf('@'), begun })
})

test('whose name begins so comes first, teams before people', () => {
  const all = ['Zoë Lee', 'Lena', 'Legal', 'Ann Low'].map((name) => ({ id: name, name, isTeam: name === 'Legal' }))
  expect(callablesFor('le', all).map(({ name }) => name)).toEqual(['Legal', 'Lena', 'Zoë Lee'])
  expect(callablesFor('zoe l', all).map(({ name }) => name)).toEqual(['Zoë Lee'])
  expect(callablesFor('', all)).toHaveLength(4)
  expect(callablesFor('zoë lee', all)).toEqual([])
})

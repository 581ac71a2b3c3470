import { expect, test } from 'vitest'
import { mentionablesFor, mentionAt } from './begun-mention.rules.ts'

test.each([
  ['ask @', 0, ''],
  ['ask @an', 0, 'an'],
  ['@Ana Le', 0, 'Ana Le'],
  ['ask @ana, and', null, ''],
  ['ana@net', null, ''],
  ['@ana le no', null, ''],
] as const)('a mention in %j', (text, isOne, begun) => {
  const found = mentionAt(text, text.length)
  expect(found).toEqual(isOne === null ? null : { at: text.indexOf('@'), begun })
})

test('whose name begins so comes first, teams before people', () => {
  const all = ['Zoë Lee', 'Lena', 'Legal', 'Ann Low'].map((name) => ({ id: name, name, isTeam: name === 'Legal' }))
  expect(mentionablesFor('le', all).map(({ name }) => name)).toEqual(['Legal', 'Lena', 'Zoë Lee'])
  expect(mentionablesFor('zoe l', all).map(({ name }) => name)).toEqual(['Zoë Lee'])
  expect(mentionablesFor('', all)).toHaveLength(4)
  expect(mentionablesFor('zoë lee', all)).toEqual([])
})

import { expect, test } from 'vitest'
import { addRole } from '@bellwether/contract/people.ts'
import { slugOf } from './slug-of.ts'

test.each([
  ['Infrastructure', 'infrastructure'],
  ['  Zürich 2 – nights! ', 'zurich-2-nights'],
  ['24/7 desk', 'role-24-7-desk'],
  ['a'.repeat(80), 'a'.repeat(41)],
])('%s becomes %s', (name, slug) => {
  expect(slugOf(name, 'role')).toBe(slug)
})

test.each(['夜勤', '!!!', '9'.repeat(80), 'x '.repeat(40), ''])('is one that the server takes: "%s"', (name) => {
  const body = { slug: slugOf(name, 'role'), name: 'Some', permissions: ['desk.read'] }
  expect(addRole.body?.safeParse(body).error).toBeUndefined()
})

import { expect, test } from 'vitest'
import { slugOf } from './slug-of.ts'

test.each([
  ['Documentation duty', 'documentation-duty'],
  ['  Räume & Chat!  ', 'raume-chat'],
  ['夜', ''],
  ['--', ''],
])('%s is called %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})

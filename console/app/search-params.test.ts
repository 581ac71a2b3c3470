import { expect, test } from 'vitest'
import { instantIn, parseSearch, stringifySearch } from './search-params.ts'

test('lists are repeated names and come back as they went', () => {
  const search = { where: ['cdn=northstar', 'a!=b'], tab: 'events', from: undefined }
  expect(stringifySearch(search)).toBe('?where=cdn%3Dnorthstar&where=a%21%3Db&tab=events')
  expect(parseSearch(stringifySearch(search))).toEqual({ where: ['cdn=northstar', 'a!=b'], tab: 'events' })
})

test('a value that looks like a number stays text', () => {
  expect(parseSearch('?ticket=4812')).toEqual({ ticket: '4812' })
})

test('an instant that is none is left out', () => {
  expect(instantIn({ from: 'yesterday' }, 'from')).toBeUndefined()
  expect(instantIn({ from: '2026-11-20T16:00:00Z' }, 'from')).toBe('2026-11-20T16:00:00.000Z')
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { growsByItsSquare } from '../../testing/processor-time.ts'
import { readQuery } from './query.rules.ts'
import { finderOf, rootsOf, snippetOf } from './snippet.rules.ts'
import { nearestSpelling, slipsBetween } from './spelling.rules.ts'
import { tsqueryOf } from './tsquery.rules.ts'
import { wordsOf } from './word.rules.ts'

describe('the words of a text', () => {
  test.each([
    ['Über 3 Straßen, naïve café', ['uber', '3', 'strassen', 'naive', 'cafe']],
    ['mail vera@acme.test', ['mail', 'vera', 'acme', 'test', 'vera@acme.test']],
    ['v1.2.3-rc1', ['v1', '2', '3', 'rc1', 'v1.2.3-rc1']],
    ['日本語', ['日本', '本語']],
    ['…!?', []],
  ])('%s', (text, words) => {
    expect([...wordsOf(text)]).toEqual(words)
  })

  test('are found in time that grows as the text does, whatever it is', () => {
    for (const unit of ['a', 'a.', '.a', 'a-', 'é', '日', 'ß ', '@@', 'a_b:', ' ']) {
      const [some, more] = [90_000, 180_000].map((letters) => unit.repeat(Math.floor(letters / unit.length)))
      expect([
        unit,
        growsByItsSquare(
          () => wordsOf(some!),
          () => wordsOf(more!),
        ),
      ]).toEqual([unit, false])
    }
  })
})

test.each([
  ['chekcout', 'checkout', 1],
  ['chckout', 'checkout', 1],
  ['checkkout', 'checkout', 1],
  ['zheckout', 'checkout', 1],
  ['', 'abc', 3],
  ['same', 'same', 0],
])('from %s to %s are %i slips', (written, word, slips) => {
  expect([slipsBetween(written, word), slipsBetween(word, written)]).toEqual([slips, slips])
})

test('a word is meant that is near what was written, the nearest of several', () => {
  expect(nearestSpelling('chekcout', ['checkouts', 'checkout', 'cutout'])).toBe('checkout')
  expect(nearestSpelling('port', ['post', 'sort', 'part'])).toBe('part')
  expect(nearestSpelling('abc', ['abd'])).toBeUndefined()
})

test('a query is read whatever it is, and makes one that the database can read', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      const query = readQuery(text)
      const asked = tsqueryOf(query, new Map(query.words.map(({ word }) => [word, [word]])))
      for (const { word } of query.words) expect(asked).toContain(`'${word.replaceAll("'", "''")}'`)
    }),
  )
})

test('a snippet holds its marks, and each is a word that was looked for', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('crash', 'crashes', 'other', 'é', '\n', '日本', 'x'.repeat(90))), (parts) => {
      const text = parts.join(' ')
      const snippet = snippetOf(text, finderOf([rootsOf('crash', ['crash'], false)]))
      expect(snippet === undefined).toBe(!parts.slice(0, 100).some((part) => part.startsWith('crash')))
      for (const [from, to] of snippet?.marks ?? []) expect(snippet?.text.slice(from, to)).toMatch(/^crash(es)?$/)
    }),
  )
})

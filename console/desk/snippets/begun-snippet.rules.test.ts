import { expect, test } from 'vitest'
import { snippetAt, snippetsFor } from './begun-snippet.rules.ts'

test.each([
  [';', ''],
  ['Hello ;gre', 'gre'],
  ['Hello\n;clear the', 'clear the'],
  ['it works; then', null],
  [';greeting, and', null],
  ['fine ;-) or so', null],
] as const)('a snippet in %j', (text, begun) => {
  const found = snippetAt(text, text.length)
  expect(found).toEqual(begun === null ? null : { at: text.indexOf(';'), begun })
})

test('names come before words in them, and these before texts', () => {
  const all = [
    { name: 'Farewell', text: 'Please purge it.' },
    { name: 'How to purge', text: '…' },
    { name: 'Purge all', text: '…' },
    { name: 'Greeting', text: '…' },
  ]
  expect(snippetsFor('purg', all).map(({ name }) => name)).toEqual(['Purge all', 'How to purge', 'Farewell'])
  expect(snippetsFor('', all)).toHaveLength(4)
})

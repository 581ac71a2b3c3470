import { expect, test } from 'vitest'
import { followed } from './note-text.ts'

const none = { id: null, version: 0, text: '' }
const first = { id: 'a', version: 1, text: 'Acme' }
const second = { id: 'a', version: 2, text: 'Acme and Zeta' }
const next = { id: 'b', version: 1, text: 'New week' }

test.each([
  ['nothing changed', { text: 'Acme!', from: first }, first, { text: 'Acme!', from: first, isCrossed: false }],
  ['nothing is mine', { text: 'Acme', from: first }, second, { text: second.text, from: second, isCrossed: false }],
  ['both wrote', { text: 'Acme!', from: first }, second, { text: 'Acme!', from: first, isCrossed: true }],
  [
    'both wrote the same',
    { text: second.text, from: first },
    second,
    { text: second.text, from: second, isCrossed: false },
  ],
  ['both began one', { text: 'Mine', from: none }, first, { text: 'Mine', from: none, isCrossed: true }],
  ['it was taken over', { text: 'Acme', from: first }, none, { text: '', from: none, isCrossed: false }],
  [
    'it was taken over while I wrote',
    { text: 'Acme!', from: first },
    none,
    { text: 'Acme!', from: none, isCrossed: false },
  ],
  // The next one has a first version as well.
  ['the next one was begun', { text: 'Acme!', from: first }, next, { text: 'Acme!', from: first, isCrossed: true }],
] as const)('where %s', (_, written, saved, expected) => {
  expect(followed(written, saved)).toEqual(expected)
})

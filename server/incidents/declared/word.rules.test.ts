import { expect, test } from 'vitest'
import { type WordFacts, wordDueAt } from './word.rules.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 16, 18, minute))
const facts: WordFacts = {
  declaredAt: at(0),
  isOver: false,
  decision: null,
  tickets: 3,
  lastWordAt: null,
  promisedBy: null,
  policy: { firstMinutes: 5, thenMinutes: 20 },
}

test.each([
  ['the first word is due soon', {}, at(5)],
  ['then one after the other', { lastWordAt: at(4) }, at(24)],
  ['what was promised is kept, sooner or later', { lastWordAt: at(4), promisedBy: at(59) }, at(59)],
  ['nobody wrote in', { tickets: 0 }, null],
  ['nobody is to be told', { decision: 'nothing' as const }, null],
  ['everybody heard that it is over', { isOver: true, lastWordAt: at(4) }, null],
])('%s', (_name, change, due) => {
  expect(wordDueAt({ ...facts, ...change })).toEqual(due)
})

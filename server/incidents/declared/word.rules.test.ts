import { expect, test } from 'vitest'
import { type WordFacts, wordDueAt } from './word.rules.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 16, 18, minute))
const report = { lastWordAt: null, promisedBy: null }
const facts: WordFacts = {
  declaredAt: at(0),
  decision: null,
  waiting: [report],
  policy: { firstMinutes: 5, thenMinutes: 20 },
}
const told = { ...report, lastWordAt: at(4) }
const promised = { ...told, promisedBy: at(59) }

test.each([
  ['the first word is due soon', {}, at(5)],
  ['then one after the other', { waiting: [told] }, at(24)],
  ['what was promised is kept, sooner or later', { waiting: [promised] }, at(59)],
  ['those of one report do not wait for those of another', { waiting: [told, report] }, at(5)],
  ['nobody wrote in, or all have heard that it is over', { waiting: [] }, null],
  ['nobody is to be told', { decision: 'nothing' as const, waiting: [told] }, null],
  ['but what was promised is owed', { decision: 'nothing' as const, waiting: [promised] }, at(59)],
])('%s', (_name, change, due) => {
  expect(wordDueAt({ ...facts, ...change })).toEqual(due)
})

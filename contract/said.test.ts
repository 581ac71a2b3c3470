import { expect, test } from 'vitest'
import { isKnownAgain, said, sayIn, translator, valuesBetween } from './said.ts'

const german = {
  sentences: {
    'merged #{0} into this': 'hat #{0} hierher zusammengeführt',
    '{0} asks {1}: {2}': '{1} wird von {0} gefragt: {2}',
    'did not send the reply of {0}: {1}': 'hat die Antwort von {0} nicht gesendet: {1}',
    'the customer has answered': 'der Kunde hat geantwortet',
    'It is gone.': 'Es ist weg.',
  },
  plurals: {},
}
const say = sayIn(german)
const translate = translator(german)

test('a sentence is said with its values where the language wants them', () => {
  expect(say`${'Ana'} asks ${'Network'}: ${'why?'}`).toBe('Network wird von Ana gefragt: why?')
  expect(say`Nobody knows ${1}`).toBe('Nobody knows 1')
})

test('what was kept in English is found again, with a reason that is a sentence itself', () => {
  expect(translate(said`merged #${7} into this`)).toBe('hat #7 hierher zusammengeführt')
  expect(translate('It is gone.')).toBe('Es ist weg.')
  expect(translate(said`did not send the reply of ${'Ana'}: ${'the customer has answered'}`)).toBe(
    'hat die Antwort von Ana nicht gesendet: der Kunde hat geantwortet',
  )
})

test('what is said in lines is found in each, and what somebody wrote may have lines of its own', () => {
  expect(translate('It is gone.\nThey say so.\nmerged #7 into this')).toBe(
    'Es ist weg.\nThey say so.\nhat #7 hierher zusammengeführt',
  )
  expect(translate('merged #7\nand 8 into this')).toBe('hat #7\nand 8 hierher zusammengeführt')
})

test('a value of one word is a name, and no sentence', () => {
  const { sentences } = german
  const named = translator({
    sentences: { ...sentences, Nobody: 'Niemand', 'gave the ticket to {0}': 'hat das Ticket {0} gegeben' },
  })
  expect(named('gave the ticket to Nobody')).toBe('hat das Ticket Nobody gegeben')
})

test('what nobody said stays as it is', () => {
  for (const other of ['', 'merged', 'It is gone. ', 'constructor', 'x '.repeat(100_000)])
    expect(translate(other)).toBe(other)
})

test('a value may hold what looks like a place, and is put in as it is', () =>
  expect(translate('merged #{0} {1} into this')).toBe('hat #{0} {1} hierher zusammengeführt'))

test.each([
  [['a ', ' b'], 'a x b', ['x']],
  [['a ', ' a'], 'a a', undefined],
  [['', ': ', ''], 'x: y: z', ['x', 'y: z']],
  [['a', 'b', 'b'], 'ab', undefined],
])('between %j in %j stands %j', (words, text, values) => expect(valuesBetween(words, text)).toEqual(values))

test('a sentence with values has words of its own', () => {
  expect(isKnownAgain('{0}: {1}')).toBe(false)
  expect(isKnownAgain('It goes on in #{0}.')).toBe(true)
  expect(isKnownAgain('{0} and {1} more')).toBe(false)
  expect(isKnownAgain('is {0} and {1} more')).toBe(true)
})

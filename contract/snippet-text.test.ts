import { expect, test } from 'vitest'
import { filledSnippet, unfilledBlank, unfilledBlanks, unknownBlanks } from './snippet-text.ts'

test('blanks are filled in, whatever their case; what is unknown, or no blank, stays as it is', () => {
  const text = 'Dear {Name}, #{number} about {site} is {done}: {{ template }} {first name}'
  expect(filledSnippet(text, { name: 'Vera', number: '7', site: '' })).toBe(
    'Dear Vera, #7 about {site} is {done}: {{ template }} {first name}',
  )
})

test('a value is no blank, whatever its owner calls themselves', () => {
  expect(filledSnippet('{name}', { name: '{my name} $&', 'my name': 'Ana' })).toBe('{my name} $&')
})

test('the first blank that is left is found', () => {
  expect(unfilledBlank('Hello {done} {site} {name}')).toEqual({ from: 13, to: 19 })
  expect(unfilledBlank('Hello {done}')).toBeNull()
})

test('blanks that are left, and what only looks like one, are named once', () => {
  const text = '{site} and {Site} and {nope}, {site} again, {{ template }}'
  expect(unfilledBlanks(text)).toEqual(['{site}', '{Site}'])
  expect(unknownBlanks(text)).toEqual(['{nope}'])
  expect(unfilledBlank(text, 1)).toEqual({ from: 11, to: 17 })
})

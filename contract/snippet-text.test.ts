import { expect, test } from 'vitest'
import { filledSnippet, unfilledBlank } from './snippet-text.ts'

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

import { expect, test } from 'vitest'
import { contactsInLines, yesOrNo } from './cells.ts'

test('contacts that are edited stand one in a line, and a comma is part of a name', () => {
  expect(contactsInLines('Sand, Vera <Vera@acme.test>\n\n  bo@acme.test \n<kim@acme.test>')).toEqual([
    { name: 'Sand, Vera', email: 'Vera@acme.test' },
    { name: 'bo@acme.test', email: 'bo@acme.test' },
    { name: 'kim@acme.test', email: 'kim@acme.test' },
  ])
})

test.each([
  ['', undefined],
  ['Yes', true],
  ['x', true],
  ['NO', false],
  ['0', false],
  ['maybe', 'maybe'],
])('the cell "%s" says %s', (cell, said) => {
  expect(yesOrNo(cell)).toBe(said)
})

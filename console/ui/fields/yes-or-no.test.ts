import { expect, test } from 'vitest'
import { yesOrNo } from './yes-or-no.ts'

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

import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30 1', "'+49 30 1"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['=HYPERLINK("https://a.test","b")', `"'=HYPERLINK(""https://a.test"",""b"")"`],
  ['Acme, Inc.', '"Acme, Inc."'],
  ['the "best"', '"the ""best"""'],
  ['two\nlines', '"two\nlines"'],
  ['\r=1', '"\'\r=1"'],
  ['a=b', 'a=b'],
])('the text %j is %j', (text, cell) => {
  expect(csvLine([text])).toBe(`${cell}\r\n`)
})

test('numbers stay numbers, also below zero, and what is not there is empty', () => {
  expect(csvLine(['2026-01-05', 0.25, -3, null, 0])).toBe('2026-01-05,0.25,-3,,0\r\n')
})

import { expect, test } from 'vitest'
import { changeWords, durationWords, meanWords, shareWords } from './figure-words.ts'

const share = (count: number, of: number) => ({ count, of, share: of === 0 ? null : count / of })

test.each([
  [0, 0, '–'],
  [0, 7, '0 %'],
  [1, 1000, 'under 1 %'],
  [2, 3, '67 %'],
  [999, 1000, 'over 99 %'],
  [7, 7, '100 %'],
])('%i of %i is %s', (count, of, words) => {
  expect(shareWords(share(count, of))).toBe(words)
})

test.each([
  [share(1, 2), share(1, 4), '25 points more than before'],
  [share(24, 100), share(25, 100), '1 point less than before'],
  [share(1, 4), share(2, 8), 'as before'],
  [share(1, 4), share(0, 0), undefined],
  [share(0, 0), share(1, 4), undefined],
])('a change is said in points', (now, before, words) => {
  expect(changeWords(now, before)).toBe(words)
})

test('what nothing took has no length', () => {
  expect([durationWords(null), meanWords(null), meanWords(1.25)]).toEqual(['–', '–', '1.3'])
  expect([9, 59, 1771, 5420].map(durationWords)).toEqual(['9 s', '59 s', '30 min', '1 h 30 min'])
})

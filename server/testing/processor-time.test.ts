import { expect, test } from 'vitest'
import { growsByItsSquare } from './processor-time.ts'

let sum = 0
const add = (times: number) => (): void => {
  let added = 0
  for (let n = 0; n < times; n += 1) added += Math.sqrt(n)
  sum += added
}

test('a square is found, a line is not, and what takes no time is neither', () => {
  const [n, line] = [3_000, 6_000_000]
  expect(growsByItsSquare(add(n ** 2), add((2 * n) ** 2), 4)).toBe(true)
  expect(growsByItsSquare(add(line), add(2 * line), 4)).toBe(false)
  expect(growsByItsSquare(add(10 ** 2), add(20 ** 2), 4)).toBe(false)
  expect(sum).toBeGreaterThan(0)
})

import { expect, test } from 'vitest'
import { nextBatch } from './batches.ts'

test('a batch has as many as fit into one request, in their order, and always one', () => {
  const small = Array.from({ length: 500 }, (_, at) => `c${at}`)
  expect(nextBatch(small, 0)).toEqual(small.slice(0, 200))
  expect(nextBatch(small, 400)).toEqual(small.slice(400))
  const large = ['a', 'b', 'c'].map((letter) => letter.repeat(300_000))
  expect(nextBatch(large, 0)).toHaveLength(1)
  expect(nextBatch(['x'.repeat(2_000_000)], 0)).toHaveLength(1)
  expect(nextBatch(small, 500)).toEqual([])
})

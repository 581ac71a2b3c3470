import { expect, test } from 'vitest'
import { eachApart } from './each-apart.ts'

test('one that fails keeps none of the others from being done, and is not hushed up', async () => {
  const done: number[] = []
  const work = async (item: number): Promise<void> => {
    if (item % 2 === 0) throw new Error(`${item} is even`)
    done.push(item)
  }
  await expect(eachApart([1, 2, 3, 4, 5], work)).rejects.toThrow('Error: 2 is even; Error: 4 is even')
  expect(done).toEqual([1, 3, 5])
  await eachApart([7], work)
})

import { expect, test } from 'vitest'
import type { Pages } from '../platform/erasing/addresses-in-records.store.ts'
import { inHalves } from './in-halves.ts'

const tooLong = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })
const sizeOf = ({ from, to }: Pages): number => (to ?? 12) - from
const atMost = (most: number) => async (pages: Pages) => {
  if (sizeOf(pages) > most) throw tooLong
  return pages
}

test('what takes too long is done in parts, in order, each page once, also the last ones', async () => {
  expect(await inHalves({ from: 2, to: null }, 10, atMost(3))).toEqual([
    { from: 2, to: 4 },
    { from: 4, to: 7 },
    { from: 7, to: 9 },
    { from: 9, to: null },
  ])
  expect(await inHalves({ from: 0, to: 8 }, 8, atMost(8))).toEqual([{ from: 0, to: 8 }])
})

test('one page that takes too long, and any other fault, is said', async () => {
  await expect(inHalves({ from: 0, to: 4 }, 4, atMost(0))).rejects.toBe(tooLong)
  const other = new Error('the line went dead')
  let tries = 0
  const broken = () => {
    tries += 1
    return Promise.reject(other)
  }
  await expect(inHalves({ from: 0, to: 4 }, 4, broken)).rejects.toBe(other)
  expect(tries).toBe(1)
})

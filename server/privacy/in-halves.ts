import { isTooLong } from '../platform/database/one-instant.ts'
import type { Pages } from '../platform/erasing/addresses-in-records.store.ts'

/** Some pages at once, `count` of them, or where that takes the database too long one half after the other. */
export async function inHalves<T>(pages: Pages, count: number, work: (pages: Pages) => Promise<T>): Promise<T[]> {
  try {
    return [await work(pages)]
  } catch (error) {
    const half = Math.floor(count / 2)
    if (!isTooLong(error) || half === 0) throw error
    const middle = pages.from + half
    const first = await inHalves({ from: pages.from, to: middle }, half, work)
    return [...first, ...(await inHalves({ from: middle, to: pages.to }, count - half, work))]
  }
}

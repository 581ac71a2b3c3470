import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { pixel } from '../../testing/mail-with-files.ts'
import { type FileStore, FileTrouble } from './file-store.ts'
import { openFolderStore } from './folder-store.ts'
import { openThumbnails } from './thumbnails.ts'

const folder = await mkdtemp(join(tmpdir(), 'bellwether-thumbnails-'))
afterAll(() => rm(folder, { recursive: true }))

/** Thumbnails of a store that counts how often it lends a file, and has lost them while `isLost`. */
function opened(bounds?: Parameters<typeof openThumbnails>[1]) {
  const store = openFolderStore(folder)
  const state = { lent: 0, isLost: false }
  const files: FileStore = {
    ...store,
    withLocalCopy: async (stored, work) => {
      state.lent += 1
      if (state.isLost) throw new FileTrouble('unreachable', 'a test says so')
      return store.withLocalCopy(stored, work)
    },
  }
  const thumbnails = openThumbnails(files, bounds)
  onTestFinished(() => thumbnails.stop())
  return { store, state, draw: thumbnails.draw }
}

test('an image is drawn once, for two who ask at once and for those who come later', async () => {
  const one = opened()
  const stored = await one.store.store([pixel])
  const [first, second] = await Promise.all([one.draw(stored), one.draw(stored)])
  expect(first).toEqual(second)
  expect(await one.draw(stored)).toEqual(first)
  expect(one.state.lent).toBe(1)
})

test('what cannot be drawn is not tried again', async () => {
  const one = opened()
  const stored = await one.store.store([Buffer.from('no image')])
  expect([await one.draw(stored), await one.draw(stored)]).toEqual([null, null])
  expect(one.state.lent).toBe(0)
})

test('trouble of the store is over when it is over', async () => {
  const one = opened()
  const stored = await one.store.store([pixel])
  one.state.isLost = true
  await expect(one.draw(stored)).rejects.toThrow(FileTrouble)
  one.state.isLost = false
  expect(await one.draw(stored)).toBeInstanceOf(Uint8Array)
})

test('too many at once are told to come again, before anything is fetched for them, and may', async () => {
  const one = opened({ processes: 1, deadlineMilliseconds: 10_000, memoryMegabytes: 128, waitingMax: 1 })
  const [first, second] = [await one.store.store([pixel]), await one.store.store([Buffer.from('another')])]
  const drawing = one.draw(first)
  await expect(one.draw(second)).rejects.toMatchObject({ kind: { slug: 'unavailable' } })
  expect(await drawing).toBeInstanceOf(Uint8Array)
  expect(await one.draw(second)).toBeNull()
  expect(one.state.lent).toBe(1)
})

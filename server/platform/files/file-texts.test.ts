import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openFolderStore } from './folder-store.ts'
import { type FileTexts, openFileTexts } from './file-texts.ts'
import type { FileStore, Stored } from './file-store.ts'
import { pdfOf } from './pdf.builders.ts'

const folder = mkdtempSync(join(tmpdir(), 'texts-'))
let store: FileStore
let texts: FileTexts
beforeAll(() => {
  store = openFolderStore(folder)
  texts = openFileTexts(store, { processes: 1, deadlineMilliseconds: 4000, memoryMegabytes: 256, waitingMax: 20 })
})
afterAll(async () => {
  await texts.stop()
  rmSync(folder, { recursive: true })
})

const stored = async (bytes: Uint8Array): Promise<Stored> => store.store([bytes])

test('a text and a PDF are read, what is neither is not', async () => {
  expect(await texts.read(await stored(Buffer.from('connect() failed (111)')))).toBe('connect() failed (111)')
  expect(await texts.read(await stored(pdfOf('Certificate of origin')))).toBe('Certificate of origin')
  expect(await texts.read(await stored(randomBytes(5000)))).toBe('')
})

test('of a long one the beginning', async () => {
  const text = await texts.read(await stored(Buffer.from('word '.repeat(300_000))))
  expect(text).toHaveLength(50_000)
})

test.each([
  ['is cut off', pdfOf('Certificate').subarray(0, 200)],
  [
    'says that it has a million pages',
    Buffer.from(pdfOf('x').toString('latin1').replace('/Count 1', '/Count 1000000'), 'latin1'),
  ],
  ['is no more than its first bytes', Buffer.from('%PDF-1.7\n')],
  ['is noise', Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(100_000)])],
])('a PDF that %s harms nobody', async (_, bytes) => {
  expect(typeof (await texts.read(await stored(bytes)))).toBe('string')
  expect(await texts.read(await stored(Buffer.from('and the next')))).toBe('and the next')
})

test('a PDF that unpacks to more than there is room for is no text, and takes no more than it may', async () => {
  const bounded = {
    processes: 1,
    deadlineMilliseconds: 20_000,
    memoryMegabytes: 256,
    residentMegabytes: 400,
    waitingMax: 2,
  }
  const own = openFileTexts(store, bounded)
  onTestFinished(() => own.stop())
  const bomb = deflateSync(Buffer.alloc(1_000_000_000, ' '), { level: 9 })
  const began = performance.now()
  expect(await own.read(await stored(pdfOf('', bomb)))).toBe('')
  // By its memory, not by its deadline.
  expect(performance.now() - began).toBeLessThan(15_000)
  expect(await own.read(await stored(Buffer.from('and the next')))).toBe('and the next')
}, 60_000)

test('where the reader does not start nobody says that a file is empty', async () => {
  const bounds = { processes: 1, deadlineMilliseconds: 4000, memoryMegabytes: 1, waitingMax: 2 }
  const own = openFileTexts(store, bounds)
  onTestFinished(() => own.stop())
  await expect(own.read(await stored(Buffer.from('good words')))).rejects.toMatchObject({ why: 'not-started' })
})

import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { access, readFile, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noS3Server, type S3Server, startS3Server } from '../../testing/s3-server.ts'
import { writeDraft } from './drafts.ts'
import { type FileStore, FileTrouble, type Stored } from './file-store.ts'
import { filePath, openFolderStore } from './folder-store.ts'
import { readS3Address } from './s3-address.ts'
import { openS3Store } from './s3-store.ts'
import { draftsIn } from '../../testing/drafts-in.ts'

/* Both stores, one table of promises. */

if (noS3Server) process.stdout.write(`Skipped: the S3 store, since ${noS3Server}.\n`)

interface Place {
  readonly files: FileStore
  /** What `FILES_URL` says of it. */
  readonly url: string
  /** The names of all that is stored. */
  names(): Promise<string[]>
  /** Puts other bytes where these are. */
  damage(stored: Stored, bytes: number): Promise<void>
  stop(): Promise<void>
}

function openFolder(dataFolder: string): Promise<Place> {
  const names = () =>
    readdirSync(join(dataFolder, 'files'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
  return Promise.resolve({
    files: openFolderStore(dataFolder),
    url: '',
    names: async () => names(),
    damage: ({ sha256 }, bytes) => truncate(filePath(dataFolder, sha256), bytes),
    stop: async () => undefined,
  })
}

async function openBucket(dataFolder: string): Promise<Place> {
  const server: S3Server = await startS3Server()
  return {
    files: openS3Store(readS3Address(server.url), dataFolder),
    url: server.url,
    names: async () => (await server.names()).map((name) => name.slice(3)),
    damage: async ({ sha256 }, bytes) => {
      const body = 'x'.repeat(bytes)
      await server.client.fetch(`${server.bucketUrl}/${sha256.slice(0, 2)}/${sha256}`, { method: 'PUT', body })
    },
    stop: () => server.stop(),
  }
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const megabyte = 1024 * 1024

describe.each([
  ['a folder', openFolder, undefined],
  ['a bucket', openBucket, noS3Server],
])('%s', (_, open, whyNot) => {
  describe.skipIf(whyNot !== undefined)('as a store of files', () => {
    let dataFolder: string
    let place: Place
    let files: FileStore
    beforeAll(async () => {
      dataFolder = mkdtempSync(join(tmpdir(), 'bw-files-'))
      place = await open(dataFolder)
      files = place.files
    })
    afterAll(async () => {
      await place.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    })

    const drafts = () => draftsIn(dataFolder)
    const given = (text = `bytes of ${randomUUID()}`): Promise<Stored> => files.store([Buffer.from(text)])
    const read = async (stored: Stored) => buffer((await files.open(stored)).stream)
    const why = (detail: string) => new FileTrouble('missing', detail)

    test.each([0, 1, 11, 12, 13, 65_536, 200_001])(
      'gives %i bytes back as they came, with their beginning',
      async (size) => {
        const bytes = Buffer.from(Array.from({ length: size }, (_, at) => at % 251))
        const cut = [bytes.subarray(0, size / 3), bytes.subarray(size / 3)]
        const stored = await files.store(cut)
        expect(stored).toEqual({ sha256: sha256Of(bytes), sizeBytes: size })
        const { head, stream } = await files.open(stored)
        expect(Buffer.from(head)).toEqual(bytes.subarray(0, 12))
        expect(bytes.equals(await buffer(stream))).toBe(true)
        expect(bytes.equals(await files.withLocalCopy(stored, (path) => readFile(path)))).toBe(true)
        expect(drafts()).toEqual([])
      },
    )

    test('takes the same bytes again, one after the other and both at once', async () => {
      const text = `said often ${randomUUID()}`
      const first = await given(text)
      const before = await place.names()
      expect(await given(text)).toEqual(first)
      expect(await Promise.all([given(text), given(text), given(text)])).toEqual([first, first, first])
      expect(await place.names()).toEqual(before)
      expect(String(await read(first))).toBe(text)
    })

    test('says when bytes were stored, and anew when they come again', async () => {
      const text = `stored at ${randomUUID()}`
      const { sha256 } = await given(text)
      const first = await files.writtenAt(sha256)
      // A bucket tells whole seconds.
      expect(Math.abs((first?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
      await sleep(1100)
      await given(text)
      expect((await files.writtenAt(sha256))?.getTime()).toBeGreaterThan(first?.getTime() ?? 0)
      expect(await files.writtenAt(sha256Of(Buffer.from('never stored')))).toBeUndefined()
    })

    test('keeps nothing of bytes that end with an error', async () => {
      const before = await place.names()
      async function* broken(): AsyncGenerator<Buffer> {
        yield Buffer.alloc(megabyte, 'half')
        throw new Error('the line went dead')
      }
      await expect(files.store(broken())).rejects.toThrow('the line went dead')
      expect([await place.names(), drafts()]).toEqual([before, []])
    })

    test('says that a file is missing, whole or in part', async () => {
      const missing = { sha256: sha256Of(Buffer.from('never stored')), sizeBytes: 12 }
      const half = await given('forty-five bytes, of which only five are left')
      await place.damage(half, 5)
      for (const look of [
        (stored: Stored) => files.open(stored),
        (stored: Stored) => files.withLocalCopy(stored, access),
      ]) {
        await expect(look(missing)).rejects.toEqual(why('it is not there'))
        await expect(look(half)).rejects.toEqual(why('5 of 45 bytes are there'))
      }
      expect(drafts()).toEqual([])
    })

    test('brings back what was damaged, when it is stored again', async () => {
      const text = `once more ${randomUUID()}`
      const stored = await given(text)
      await place.damage(stored, 3)
      await given(text)
      expect(String(await read(stored))).toBe(text)
    })

    test('takes what another process wrote into a folder that is lent for it', async () => {
      const [kept, lent] = await files.withDrafts(async (folder) => {
        const draft = await writeDraft(folder, [Buffer.from('an attachment')])
        await writeDraft(folder, [Buffer.from('what nobody wants')])
        return [await files.adopt(draft), folder]
      })
      expect(kept).toEqual({ sha256: sha256Of(Buffer.from('an attachment')), sizeBytes: 13 })
      expect(String(await read(kept))).toBe('an attachment')
      await expect(access(lent)).rejects.toThrow('ENOENT')
      const failed = files.withDrafts(async (folder) => {
        await writeDraft(folder, [Buffer.from('half')])
        throw new Error('the process ended')
      })
      await expect(failed).rejects.toThrow('the process ended')
      expect(drafts()).toEqual([])
    })

    test('lends a file until the work ends, whatever its end', async () => {
      const stored = await given()
      const failed = files.withLocalCopy(stored, async (path) => {
        await access(path)
        throw new Error('it cannot be read')
      })
      await expect(failed).rejects.toThrow('it cannot be read')
      expect(drafts()).toEqual([])
      expect((await read(stored)).length).toBe(stored.sizeBytes)
    })

    test('forgets what it is told to, and nothing else, as often as it is told', async () => {
      const [gone, kept] = [await given(), await given()]
      await files.remove([gone.sha256])
      await files.remove([gone.sha256])
      await expect(files.open(gone)).rejects.toEqual(why('it is not there'))
      expect((await read(kept)).length).toBe(kept.sizeBytes)
    })

    test('finds itself well', async () => {
      await expect(files.check()).resolves.toBeUndefined()
    })

    test('keeps little of a file in memory, however large, and loses nothing when memory is tidied', async () => {
      const [megabytes, times] = [64, 5]
      const args = ['--expose-gc', tidiedProcess, String(megabytes), String(times), place.url, dataFolder]
      const { stdout } = await promisify(execFile)(process.execPath, args)
      const { mostMegabytes, taken, read } = JSON.parse(stdout) as TidiedProcess
      expect(taken).toBe(megabytes * megabyte)
      expect(mostMegabytes).toBeLessThan(4)
      expect(new Set(read)).toEqual(new Set(['read again and again', 'lent']))
      expect(drafts()).toEqual([])
    }, 60_000)
  })
})

const tidiedProcess = fileURLToPath(new URL('tidied-process.builders.ts', import.meta.url))

interface TidiedProcess {
  readonly mostMegabytes: number
  readonly taken: number
  readonly read: readonly string[]
}

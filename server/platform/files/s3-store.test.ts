import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type FrailLine, openFrailLine } from '../../testing/frail-line.ts'
import { noS3Server, type S3Server, startS3Server } from '../../testing/s3-server.ts'
import { writeDraft } from './drafts.ts'
import { type FileStore, FileTrouble, type Stored } from './file-store.ts'
import { filePath } from './folder-store.ts'
import { readS3Address, type S3Address } from './s3-address.ts'
import { openS3Store } from './s3-store.ts'
import { draftsIn } from '../../testing/drafts-in.ts'

/* What happens on the way to a bucket. */

if (noS3Server) process.stdout.write(`Skipped: the way to an S3 store, since ${noS3Server}.\n`)

const megabyte = 1024 * 1024
const stillSeconds = 2
let dataFolder: string
const drafts = () => draftsIn(dataFolder)

describe.skipIf(noS3Server !== undefined)('a store in a bucket', () => {
  let server: S3Server
  let line: FrailLine
  let files: FileStore
  let kept: Stored
  beforeAll(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'bw-s3-'))
    server = await startS3Server()
    line = await openFrailLine(server.port)
    files = openS3Store(
      { ...readS3Address(server.url), origin: `http://127.0.0.1:${line.port}` },
      dataFolder,
      stillSeconds,
    )
    kept = await files.store([Buffer.alloc(4 * megabyte, 'kept')])
  })
  afterEach(() => {
    expect(drafts()).toEqual([])
    expect(line.fates).toEqual([])
  })
  afterAll(async () => {
    await line.stop()
    await server.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  /** Connections to come, each for one request. */
  async function given(...fates: FrailLine['fates']): Promise<void> {
    line.cutAll()
    await sleep(50)
    line.fates.push(...fates)
  }
  const read = async (stored: Stored) => buffer((await files.open(stored)).stream)
  const copied = () => files.withLocalCopy(kept, async () => 'read')
  const away = (detail: string) => new FileTrouble('unreachable', detail)

  test('whose server is gone is out of reach, and has everything when it is back', async () => {
    await server.goAway()
    const asked = [files.open(kept), copied(), files.store([Buffer.from('late')]), files.remove(['f'.repeat(64)])]
    const outcomes = await Promise.allSettled([...asked, files.check()])
    const whys = outcomes.map((one) => one.status === 'rejected' && (one.reason as FileTrouble).why)
    expect(whys).toEqual(Array.from({ length: 5 }, () => 'unreachable'))
    await server.comeBack()
    expect((await read(kept)).length).toBe(kept.sizeBytes)
    expect(String(await read(await files.store([Buffer.from('late')])))).toBe('late')
    await files.check()
  })

  const eight = (): Buffer[] => Array.from({ length: 8 }, () => Buffer.alloc(megabyte, randomUUID()))
  const cutRequest = { cutAfter: 2 * megabyte, of: 'request' } as const
  const cutAnswer = { cutAfter: 2 * megabyte, of: 'answer' } as const

  test('gets an upload that was cut once again, from its beginning', async () => {
    await given(cutRequest)
    const bytes = eight()
    const stored = await files.store(bytes)
    expect(Buffer.concat(bytes).equals(await read(stored))).toBe(true)
  })

  test('is asked again when it says that it is busy', async () => {
    await given('busy', 'busy')
    expect(await copied()).toBe('read')
    await given('busy', 'busy', 'busy')
    await expect(files.open(kept)).rejects.toEqual(away('the store answers 503'))
  })

  test('shows nothing of an upload that is cut each time', async () => {
    const before = await server.names()
    await given(cutRequest, cutRequest, cutRequest)
    await expect(files.store(eight())).rejects.toMatchObject({ why: 'unreachable' })
    expect(await server.names()).toEqual(before)
  })

  test('does not lend what was cut on its way, nor give it out as the whole', async () => {
    await given(cutAnswer)
    await expect(copied()).rejects.toMatchObject({ why: 'unreachable' })
    await given(cutAnswer)
    await expect(read(kept)).rejects.toThrow('terminated')
    expect(await copied()).toBe('read')
  })

  test('may break before anybody reads what was opened: the server lives on', async () => {
    await given({ cutAfter: 100_000, of: 'answer' })
    const { stream } = await files.open(kept)
    await sleep(200)
    await expect(buffer(stream)).rejects.toThrow('terminated')
  })

  test('that says nothing is not waited for', async () => {
    const silence = away('nothing has moved for 2 s')
    for (const ask of [() => files.open(kept), copied, () => files.store(eight())]) {
      await given('silent')
      await expect(ask()).rejects.toEqual(silence)
    }
  })

  test('is patient with whoever reads slowly', async () => {
    const { stream } = await files.open(kept)
    await sleep(stillSeconds * 1_500)
    expect((await buffer(stream)).length).toBe(kept.sizeBytes)
  })

  test.each<[string, Partial<S3Address>, string]>([
    ['a wrong secret', { secretAccessKey: 'wrong/secret' }, 'the store answers 403 SignatureDoesNotMatch'],
    ['a bucket that is not there', { bucket: 'elsewhere' }, 'the store answers 404 NoSuchBucket'],
    ['a wrong region', { region: 'mars-1' }, 'the store answers 400 AuthorizationHeaderMalformed'],
  ])('with %s says so, and not that a file is missing', async (_, over, detail) => {
    const other = openS3Store({ ...readS3Address(server.url), ...over }, dataFolder)
    for (const ask of [() => other.store([Buffer.from('late')]), () => other.open(kept), () => other.check()])
      await expect(ask()).rejects.toEqual(away(detail))
  })

  test('refuses what is not what its name says', async () => {
    const before = await server.names()
    await files.withDrafts(async (folder) => {
      const draft = await writeDraft(folder, [Buffer.from('what was written')])
      await expect(files.adopt({ ...draft, sha256: 'a'.repeat(64) })).rejects.toMatchObject({ why: 'unreachable' })
      await expect(files.adopt({ ...draft, sizeBytes: 17 })).rejects.toMatchObject({ why: 'unreachable' })
    })
    expect(await server.names()).toEqual(before)
  })

  test('lends nothing that somebody has changed, though it has the right size', async () => {
    const stored = await files.store([Buffer.from('what was said')])
    const { sha256 } = stored
    const url = `${server.bucketUrl}/${sha256.slice(0, 2)}/${sha256}`
    await server.client.fetch(url, { method: 'PUT', body: 'what was sold' })
    const lent = files.withLocalCopy(stored, async () => 'read')
    await expect(lent).rejects.toEqual(new FileTrouble('missing', 'other bytes are there'))
  })

  test('keeps its files below a folder of the bucket, under the names that a data folder gives them', async () => {
    const other = openS3Store({ ...readS3Address(server.url), prefix: 'desk/files/' }, dataFolder)
    const { sha256 } = await other.store([Buffer.from('filed')])
    expect(await server.names()).toContain(`desk/files/${sha256.slice(0, 2)}/${sha256}`)
    expect(filePath('', sha256)).toBe(`files/${sha256.slice(0, 2)}/${sha256}`)
    await expect(files.open({ sha256, sizeBytes: 5 })).rejects.toMatchObject({ why: 'missing' })
  })
})

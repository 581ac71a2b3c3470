import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { said } from '@bellwether/contract/said.ts'
import { withDraft, withDraftsFolder } from './drafts.ts'
import { type Draft, type FileStore, FileTrouble, type OpenedFile, type Stored } from './file-store.ts'
import { moving, openPatience, type Patience } from './patience.ts'
import type { S3Address } from './s3-address.ts'
import { openS3Requests, reasonOf, type S3Request, type SendS3 } from './s3-requests.ts'
import { headBytes } from './served-type.rules.ts'
import { storeProbe } from './store-probe.ts'

/** A store that says nothing for so long is taken for gone. */
const usualStillSeconds = 30

/**
 * Keeps files in a bucket that many servers share, under the names that they have in a data folder. A draft on
 * the own disk tells hash and size before the first byte is sent; the bucket shows an object when it has all of
 * it, and acknowledges it when it is durable.
 */
export function openS3Store(address: S3Address, dataFolder: string, stillSeconds = usualStillSeconds): FileStore {
  const bucket = { send: openS3Requests(address), stillSeconds }
  const adopt = (draft: Draft): Promise<Stored> => upload(bucket, draft)
  const store: FileStore['store'] = (chunks) => withDraft(dataFolder, chunks, adopt)
  return {
    store,
    adopt,
    withDrafts: (work) => withDraftsFolder(dataFolder, work),
    open: (stored) => openObject(bucket, stored),
    withLocalCopy: (stored, work) =>
      patiently(bucket, async (patience) => {
        const bytes = received(await find(bucket, stored, patience), patience)
        return withDraft(dataFolder, bytes, (draft) => {
          patience.rest()
          if (draft.sha256 !== stored.sha256) throw new FileTrouble('missing', said`other bytes are there`)
          return work(draft.path)
        })
      }),
    writtenAt: (sha256) =>
      patiently(bucket, async (patience) => {
        const response = await bucket.send({ method: 'HEAD', sha256 }, patience)
        const at = response?.headers.get('last-modified')
        return at ? new Date(at) : undefined
      }),
    remove: async (sha256s) => {
      for (let from = 0; from < sha256s.length; from += removedAtOnce) {
        const names = sha256s.slice(from, from + removedAtOnce)
        await Promise.all(names.map((sha256) => perform(bucket, { method: 'DELETE', sha256 })))
      }
    },
    check: () => storeProbe({ store, open: (stored) => openObject(bucket, stored) }),
  }
}

const removedAtOnce = 16

interface Bucket {
  readonly send: SendS3
  readonly stillSeconds: number
}

/** What is not read when the work ends is dropped. */
async function patiently<Result>(
  { stillSeconds }: Bucket,
  work: (patience: Patience) => Promise<Result>,
): Promise<Result> {
  const patience = openPatience(stillSeconds)
  try {
    return await work(patience)
  } finally {
    patience.drop()
  }
}

/** A request whose answer has nothing to read; false where nothing has this name. */
const perform = (bucket: Bucket, request: S3Request): Promise<boolean> =>
  patiently(bucket, async (patience) => {
    const response = await bucket.send(request, patience)
    // A connection whose answer was taken serves the next request.
    await response?.body?.cancel()
    return response !== undefined
  })

async function upload(bucket: Bucket, draft: Draft): Promise<Stored> {
  const { sha256, sizeBytes, path } = draft
  const isTaken = await perform(bucket, { method: 'PUT', sha256, draft })
  if (!isTaken) throw new FileTrouble('unreachable', 'the store knows no such bucket')
  await rm(path, { force: true })
  return { sha256, sizeBytes }
}

async function openObject(bucket: Bucket, stored: Stored): Promise<OpenedFile> {
  const patience = openPatience(bucket.stillSeconds)
  try {
    const { body } = await find(bucket, stored, patience)
    const stream = Readable.fromWeb(body as ReadableStream)
    // The line may break before somebody listens, or after they have gone.
    stream.on('error', () => undefined)
    const head = await peek(stream, Math.min(headBytes, stored.sizeBytes))
    patience.rest()
    return { head, stream }
  } catch (error) {
    patience.drop()
    throw error
  }
}

/** The response, its body unread: a body whose response nobody holds is closed when memory is tidied. */
async function find({ send }: Bucket, { sha256, sizeBytes }: Stored, patience: Patience): Promise<Response> {
  const response = await send({ method: 'GET', sha256 }, patience)
  if (!response?.body) throw new FileTrouble('missing', said`it is not there`)
  const size = Number(response.headers.get('content-length'))
  if (size !== sizeBytes) throw new FileTrouble('missing', said`${size} of ${sizeBytes} bytes are there`)
  return response
}

async function* received(response: Response, patience: Patience): AsyncGenerator<Uint8Array> {
  try {
    if (response.body) yield* moving(response.body, patience)
  } catch (error) {
    throw new FileTrouble('unreachable', reasonOf(error))
  }
}

/** The first bytes of a stream, which has them still. */
async function peek(stream: Readable, bytes: number): Promise<Uint8Array> {
  if (bytes === 0) return new Uint8Array()
  try {
    for (;;) {
      const head = stream.read(bytes) as Buffer | null
      if (head !== null) {
        stream.unshift(head)
        return head
      }
      if (stream.errored) throw stream.errored
      await once(stream, 'readable')
    }
  } catch (error) {
    throw new FileTrouble('unreachable', reasonOf(error))
  }
}

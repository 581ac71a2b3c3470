import { createReadStream } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { type Draft, FileTrouble } from './file-store.ts'
import { moving, type Patience } from './patience.ts'
import type { S3Address } from './s3-address.ts'

export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  readonly sha256: string
  /** What is put there. */
  readonly draft?: Draft
}

/** Answers with the response, its body unread; undefined where nothing has this name. */
export type SendS3 = (request: S3Request, patience: Patience) => Promise<Response | undefined>

/** Before the second and the third try: a store that is busy asks for that, and a connection may have grown old. */
const pausesMilliseconds = [200, 1_000]

/** Sends signed requests to one bucket, in paths rather than host names: every store understands these. */
export function openS3Requests(address: S3Address): SendS3 {
  return async (request, patience) => {
    for (const pause of pausesMilliseconds) {
      try {
        return await sendOnce(address, request, patience)
      } catch (error) {
        if (!(error instanceof PassingTrouble) || patience.signal.aborted) throw error
      }
      await sleep(pause)
      patience.renew()
    }
    return sendOnce(address, request, patience)
  }
}

/** The next moment it may be over. */
class PassingTrouble extends FileTrouble {}

async function sendOnce(address: S3Address, request: S3Request, patience: Patience): Promise<Response | undefined> {
  const { draft } = request
  const { url, method, headers } = await signed(address, request)
  // Left out of the signature: what stands between may change it.
  headers.set('accept-encoding', 'identity')
  if (draft) headers.set('content-length', String(draft.sizeBytes))
  const body = draft ? { body: ReadableStream.from(bytesOf(draft, patience)), duplex: 'half' as const } : {}
  try {
    // A body that a redirect might need again would be kept whole in memory: there are none.
    const response = await fetch(url, { method, headers, ...body, redirect: 'error', signal: patience.signal })
    return response.ok ? response : await refused(response)
  } catch (error) {
    throw error instanceof FileTrouble ? error : new PassingTrouble('unreachable', reasonOf(error))
  }
}

/** The hash of what is sent is signed with it, so that the store refuses what the way has changed. */
function signed(address: S3Address, { method, sha256, draft }: S3Request) {
  const { origin, bucket, prefix, region, accessKeyId, secretAccessKey } = address
  const url = `${origin}/${bucket}/${prefix}${sha256.slice(0, 2)}/${sha256}`
  const headers = { 'x-amz-content-sha256': draft?.sha256 ?? sha256OfNothing }
  return new AwsV4Signer({ method, url, headers, service: 's3', region, accessKeyId, secretAccessKey }).sign()
}

const sha256OfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** Opened when the first byte is asked for: what is never sent leaves no open file. */
async function* bytesOf({ path }: Draft, patience: Patience): AsyncGenerator<Uint8Array> {
  yield* moving(createReadStream(path), patience)
}

const passingStatuses = new Set([408, 429, 500, 502, 503, 504])

/** A refusal means: nothing has this name, or come again, or something that somebody has to put right. */
async function refused(response: Response): Promise<undefined> {
  const { status } = response
  const code = await codeOf(response)
  if (status === 404 && code !== 'NoSuchBucket') return undefined
  const detail = `the store answers ${status} ${code}`.trim()
  const isPassing = passingStatuses.has(status) || code === 'RequestTimeout'
  throw isPassing ? new PassingTrouble('unreachable', detail) : new FileTrouble('unreachable', detail)
}

const refusalBytesMax = 4_096

/** The code of the error, e.g. `AccessDenied`: its text may show more of a request than a log should. */
async function codeOf(response: Response): Promise<string> {
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString('latin1')
    if (text.length > refusalBytesMax) break
  }
  return /<Code>(\w{1,64})<\/Code>/.exec(text)?.[1] ?? ''
}

/** Why there is no answer, e.g. `ECONNREFUSED`; messages of the network name addresses. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } }
  return cause?.code ?? cause?.message ?? message
}

import { type FileHandle, open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { fileMissing, unavailable } from '@bellwether/contract/problem.ts'
import type { Context } from '../context.ts'
import { Problem } from '../problem.ts'
import { headBytes } from './served-type.rules.ts'
import { filePath, type Stored } from './store-stream.ts'

export interface OpenedFile {
  /** Its first bytes. */
  readonly head: Uint8Array
  /** All of it, read as fast as somebody takes it; closes the file when it ends or is destroyed. */
  readonly stream: Readable
}

/**
 * Opens what the content store keeps.
 * @throws Problem `file-missing` where it is not there or not whole, `unavailable` where it cannot be read now.
 */
export async function openStored(ctx: Context, stored: Stored): Promise<OpenedFile> {
  let handle: FileHandle | undefined
  try {
    handle = await open(filePath(ctx.dataFolder, stored.sha256))
    const { size } = await handle.stat()
    if (size !== stored.sizeBytes) throw lacking(ctx, stored, `${size} of ${stored.sizeBytes} bytes are there`)
    const { buffer, bytesRead } = await handle.read(new Uint8Array(headBytes), 0, headBytes, 0)
    return { head: buffer.subarray(0, bytesRead), stream: handle.createReadStream({ start: 0 }) }
  } catch (error) {
    await handle?.close()
    if (error instanceof Problem) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw lacking(ctx, stored, 'it is not there')
    ctx.log.error({ requestId: ctx.requestId, sha256: stored.sha256, error: code }, 'a stored file cannot be read')
    throw new Problem(unavailable, 'The file cannot be read at the moment.', { retryAfterSeconds: 5 })
  }
}

/** Whoever runs the server has to know which one to look for. */
function lacking(ctx: Context, { sha256 }: Stored, what: string): Problem {
  ctx.log.error({ requestId: ctx.requestId, sha256, what }, 'a stored file is missing')
  return new Problem(fileMissing, `Its SHA-256 is ${sha256}; ${what}.`)
}

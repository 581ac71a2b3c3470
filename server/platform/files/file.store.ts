import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Context, now } from '../context.ts'

const pathOf = (dataFolder: string, sha256: string): string => join(dataFolder, 'files', sha256.slice(0, 2), sha256)

/**
 * Stores bytes under their SHA-256 and returns it. Synced to disk before it returns, under a
 * temporary name until complete: what has the name is whole. Storing the same bytes again is harmless.
 */
export async function storeBytes(dataFolder: string, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const path = pathOf(dataFolder, sha256)
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${randomUUID()}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  return sha256
}

export const readBytes = (dataFolder: string, sha256: string): Promise<Buffer> => readFile(pathOf(dataFolder, sha256))

/** Stores a file that people can fetch, and returns its id. */
export async function storeFile(
  ctx: Context,
  file: { bytes: Uint8Array; contentType: string; fileName: string },
): Promise<string> {
  const sha256 = await storeBytes(ctx.dataFolder, file.bytes)
  const { id } = await ctx.db
    .insertInto('platform.files')
    .values({
      sha256,
      sizeBytes: file.bytes.byteLength,
      contentType: file.contentType,
      fileName: file.fileName,
      createdAt: now(ctx),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

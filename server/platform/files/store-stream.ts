import { createHash, randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder, syncFolder } from './sync-folder.ts'

export interface Stored {
  readonly sha256: string
  readonly sizeBytes: number
}

/** Where the content store keeps the bytes with this SHA-256. */
export const filePath = (dataFolder: string, sha256: string): string =>
  join(dataFolder, 'files', sha256.slice(0, 2), sha256)

const draftsFolder = (dataFolder: string): string => join(dataFolder, 'files', 'drafts')

/**
 * Stores bytes under their SHA-256 as they come, whatever their number. File and folder are synced before
 * it returns, and the name is given last: what has the name is whole and outlives a power cut. Where the
 * bytes end with an error nothing is left. Storing the same bytes again is harmless.
 */
export async function storeStream(
  dataFolder: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Stored> {
  await makeFolder(draftsFolder(dataFolder))
  const draft = join(draftsFolder(dataFolder), randomUUID())
  try {
    const stored = await writeDraft(draft, chunks)
    const path = filePath(dataFolder, stored.sha256)
    await makeFolder(dirname(path))
    await rename(draft, path)
    // The folder may be so new that whoever made it has not synced its name yet.
    for (const folder of [dirname(path), dirname(dirname(path))]) await syncFolder(folder)
    return stored
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function writeDraft(draft: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Stored> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  const file = await open(draft, 'wx', 0o600)
  try {
    for await (const piece of inPieces(chunks)) {
      hash.update(piece)
      sizeBytes += piece.byteLength
      await file.writeFile(piece)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), sizeBytes }
}

const pieceBytes = 65_536

/** A stranger chooses how bytes are cut: three at a time are as many writes as letters. */
async function* inPieces(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let gathered: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    gathered.push(chunk)
    bytes += chunk.byteLength
    if (bytes < pieceBytes) continue
    yield gathered.length === 1 ? chunk : Buffer.concat(gathered)
    gathered = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(gathered)
}

/** Removes what a former process began to store and did not finish. */
export const removeDrafts = (dataFolder: string): Promise<void> =>
  rm(draftsFolder(dataFolder), { recursive: true, force: true })

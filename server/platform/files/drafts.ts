import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Chunks, Draft } from './file-store.ts'
import { makeFolder } from './sync-folder.ts'

/** Beside the files of the folder store, so that a draft becomes one of them by its name alone. */
const draftsFolder = (dataFolder: string): string => join(dataFolder, 'files', 'drafts')

/** Makes bytes a draft while the work lasts; nothing of it is left but what the work has taken. */
export async function withDraft<Result>(
  dataFolder: string,
  chunks: Chunks,
  work: (draft: Draft) => Promise<Result>,
): Promise<Result> {
  const folder = draftsFolder(dataFolder)
  await makeFolder(folder)
  const draft = await writeDraft(folder, chunks)
  try {
    return await work(draft)
  } finally {
    await rm(draft.path, { force: true })
  }
}

/** A folder for the drafts of another process, which may end at any moment and leave whatever it wrote. */
export async function withDraftsFolder<Result>(
  dataFolder: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  await makeFolder(draftsFolder(dataFolder))
  const folder = join(draftsFolder(dataFolder), randomUUID())
  await mkdir(folder, { mode: 0o700 })
  try {
    return await work(folder)
  } finally {
    // A process that is being killed may add a last file.
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Writes bytes as they come into a new file of this folder, synced. Where they end with an error nothing is left. */
export async function writeDraft(folder: string, chunks: Chunks): Promise<Draft> {
  const path = join(folder, randomUUID())
  const file = await open(path, 'wx', 0o600)
  try {
    const hash = createHash('sha256')
    let sizeBytes = 0
    for await (const piece of inPieces(chunks)) {
      hash.update(piece)
      sizeBytes += piece.byteLength
      await file.writeFile(piece)
    }
    await file.sync()
    return { path, sha256: hash.digest('hex'), sizeBytes }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

const pieceBytes = 65_536

/** A stranger chooses how bytes are cut: three at a time are as many writes as letters. */
async function* inPieces(chunks: Chunks): AsyncGenerator<Uint8Array> {
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

/**
 * Removes what somebody began to store and did not finish: what is so old that nobody can be at it still. With 0
 * everything, for whoever has the folder alone.
 */
export async function removeDrafts(dataFolder: string, olderThanMilliseconds: number): Promise<void> {
  const folder = draftsFolder(dataFolder)
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const changedAt = (await stat(path).catch(() => undefined))?.mtimeMs ?? Infinity
    if (Date.now() - changedAt >= olderThanMilliseconds) await rm(path, { recursive: true, force: true })
  }
}

import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { said } from '@bellwether/contract/said.ts'
import { withDraft, withDraftsFolder } from './drafts.ts'
import { type Draft, type FileStore, FileTrouble, type OpenedFile, type Stored } from './file-store.ts'
import { headBytes } from './served-type.rules.ts'
import { storeProbe } from './store-probe.ts'
import { makeFolder, syncFolder } from './sync-folder.ts'

/** Where the folder store keeps the bytes with this SHA-256. */
export const filePath = (dataFolder: string, sha256: string): string =>
  join(dataFolder, 'files', sha256.slice(0, 2), sha256)

/** Keeps files in a data folder: of one machine, whose disk is theirs. */
export function openFolderStore(dataFolder: string): FileStore {
  const adopt = (draft: Draft): Promise<Stored> => nameDraft(dataFolder, draft)
  const store: FileStore['store'] = (chunks) => withDraft(dataFolder, chunks, adopt)
  const openStored: FileStore['open'] = (stored) => openFile(filePath(dataFolder, stored.sha256), stored)
  return {
    store,
    adopt,
    withDrafts: (work) => withDraftsFolder(dataFolder, work),
    open: openStored,
    withLocalCopy: async (stored, work) => {
      const path = filePath(dataFolder, stored.sha256)
      checkSize(stored, (await asked(() => stat(path))).size)
      return work(path)
    },
    writtenAt: async (sha256) => {
      try {
        return (await asked(() => stat(filePath(dataFolder, sha256)))).mtime
      } catch (error) {
        if (error instanceof FileTrouble && error.why === 'missing') return undefined
        throw error
      }
    },
    remove: async (sha256s) => {
      for (const sha256 of sha256s) await rm(filePath(dataFolder, sha256), { force: true })
    },
    check: () => asked(() => storeProbe({ store, open: openStored })),
  }
}

/** The name is given last: what has it is whole. File and folder are synced before it returns. */
async function nameDraft(dataFolder: string, { path: draft, sha256, sizeBytes }: Draft): Promise<Stored> {
  const path = filePath(dataFolder, sha256)
  await makeFolder(dirname(path))
  await rename(draft, path)
  // The folder may be so new that whoever made it has not synced its name yet.
  for (const folder of [dirname(path), dirname(dirname(path))]) await syncFolder(folder)
  return { sha256, sizeBytes }
}

async function openFile(path: string, stored: Stored): Promise<OpenedFile> {
  const file = await asked(() => open(path))
  try {
    checkSize(stored, (await asked(() => file.stat())).size)
    const { buffer, bytesRead } = await asked(() => file.read(new Uint8Array(headBytes), 0, headBytes, 0))
    return { head: buffer.subarray(0, bytesRead), stream: file.createReadStream({ start: 0 }) }
  } catch (error) {
    await file.close()
    throw error
  }
}

function checkSize({ sizeBytes }: Stored, size: number): void {
  if (size !== sizeBytes) throw new FileTrouble('missing', said`${size} of ${sizeBytes} bytes are there`)
}

/** The disk is asked; its refusals name paths, which stay here. */
async function asked<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw code === 'ENOENT'
      ? new FileTrouble('missing', said`it is not there`)
      : new FileTrouble('unreachable', `the disk says ${code}`)
  }
}

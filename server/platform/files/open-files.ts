import type { Settings } from '../config/settings.ts'
import { removeDrafts } from './drafts.ts'
import type { FileStore } from './file-store.ts'
import { openFolderStore } from './folder-store.ts'
import { openS3Store } from './s3-store.ts'

/** Opens the store of files that the settings name: a bucket that many servers share, or the own data folder. */
export async function openFiles({ BELLWETHER_DATA, FILES_URL }: Settings): Promise<FileStore> {
  // Nothing is being stored yet: these are what an earlier process did not finish.
  await removeDrafts(BELLWETHER_DATA)
  return FILES_URL ? openS3Store(FILES_URL, BELLWETHER_DATA) : openFolderStore(BELLWETHER_DATA)
}

import type { Settings } from '../config/settings.ts'
import { removeDrafts } from './drafts.ts'
import type { FileStore } from './file-store.ts'
import { openFolderStore } from './folder-store.ts'
import { openS3Store } from './s3-store.ts'

/** Opens the store of files that the settings name: a bucket, a folder that is shared, or the own data folder. */
export async function openFiles({ BELLWETHER_DATA, FILES_URL }: Settings): Promise<FileStore> {
  const folder = FILES_URL && 'folder' in FILES_URL ? FILES_URL.folder : BELLWETHER_DATA
  await removeDrafts(folder)
  return FILES_URL && !('folder' in FILES_URL) ? openS3Store(FILES_URL, folder) : openFolderStore(folder)
}

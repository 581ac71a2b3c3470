import type { Settings } from '../config/settings.ts'
import { removeDrafts } from './drafts.ts'
import type { FileStore } from './file-store.ts'
import { openFolderStore } from './folder-store.ts'
import { openS3Store } from './s3-store.ts'

/** No mail is on its way for so long. */
const longestMilliseconds = 24 * 3_600_000

/** Opens the store of files that the settings name: a bucket, a folder that is shared, or the own data folder. */
export async function openFiles({ BELLWETHER_DATA, FILES_URL }: Settings): Promise<FileStore> {
  const isShared = FILES_URL !== undefined && 'folder' in FILES_URL
  const folder = isShared ? FILES_URL.folder : BELLWETHER_DATA
  await removeDrafts(folder, isShared ? longestMilliseconds : 0)
  return FILES_URL && !('folder' in FILES_URL) ? openS3Store(FILES_URL, folder) : openFolderStore(folder)
}

import type { FileStore } from './file-store.ts'

/** Stored again and again, they are one file. */
const probe = Buffer.from('Bellwether can store files here.\n')

/** Stores a few bytes and reads them: whether it may be done is known when it is done. */
export async function storeProbe({ store, open }: Pick<FileStore, 'store' | 'open'>): Promise<void> {
  const { stream } = await open(await store([probe]))
  stream.destroy()
}

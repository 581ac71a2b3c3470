import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Without this a power cut can lose the name of a new file though its content is on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** Makes a folder, and those above it, whose names outlive a power cut too. Only this user may look inside. */
export async function makeFolder(folder: string): Promise<void> {
  const topmost = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (topmost === undefined) return
  for (let made = folder; made.length >= topmost.length; made = dirname(made)) await syncFolder(dirname(made))
}

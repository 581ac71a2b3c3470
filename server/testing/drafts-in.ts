import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** What is being stored at the moment in this data folder: files alone, whatever folder they were lent. */
export const draftsIn = (dataFolder: string): string[] =>
  readdirSync(join(dataFolder, 'files', 'drafts'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

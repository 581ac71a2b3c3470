import { ApartFailure, type ApartBounds, openApart } from '../apart/run-apart.ts'
import type { FileStore, Stored } from './file-store.ts'

export interface FileTextTask {
  readonly path: string
  readonly sizeBytes: number
  readonly lettersMax: number
}

/** What stands in stored files. A stranger made them: they are read in a process of its own. */
export interface FileTexts {
  /**
   * The text of a file that is one, or of a PDF; '' where it is neither, or cannot be read in bounds.
   * @throws ApartFailure where it may be asked again later. FileTrouble.
   */
  read(file: Stored): Promise<string>
  stop(): Promise<void>
}

const usual: ApartBounds = {
  processes: 1,
  deadlineMilliseconds: 10_000,
  memoryMegabytes: 256,
  residentMegabytes: 600,
  waitingMax: 20,
}

/** Larger ones are not fetched to be searched. */
const fileBytesMax = 30_000_000
const lettersMax = 50_000

export function openFileTexts(files: FileStore, bounds: ApartBounds = usual): FileTexts {
  const apart = openApart<FileTextTask, string>(new URL('file-text-process.ts', import.meta.url), bounds)
  return {
    read: async (file) => {
      const { sizeBytes } = file
      if (sizeBytes === 0 || sizeBytes > fileBytesMax) return ''
      return files.withLocalCopy(file, (path) => apart.run({ path, sizeBytes, lettersMax })).catch(nothing)
    },
    stop: () => apart.stop(),
  }
}

/** What took too long or failed would do so again. */
function nothing(error: unknown): string {
  if (error instanceof ApartFailure && ['failed', 'too-slow'].includes(error.why)) return ''
  throw error
}

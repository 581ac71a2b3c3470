import { unavailable } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { ApartFailure, type ApartBounds, openApart } from '../apart/run-apart.ts'
import { Problem } from '../problem.ts'
import type { FileStore, Stored } from './file-store.ts'
import { servedType } from './served-type.rules.ts'

export interface ThumbnailTask {
  readonly path: string
}

/** Small pictures of stored images. A stranger made the image: it is drawn in a process of its own. */
export interface Thumbnails {
  /**
   * A WebP without the image's place and camera; null where the file is no image or cannot be drawn in bounds.
   * @throws Problem `unavailable` where it may be asked again later. FileTrouble.
   */
  draw(image: Stored): Promise<Uint8Array | null>
  stop(): Promise<void>
}

/** A photo takes a tenth of a second, the largest that is drawn about two. */
const usual: ApartBounds = { processes: 1, deadlineMilliseconds: 10_000, memoryMegabytes: 128, waitingMax: 100 }

/** Larger ones are not fetched to be made small: nobody waits for so long. */
const imageBytesMax = 30_000_000

/** The latest are kept, each about 10 KB: who reads a ticket looks at the same images again and again. */
const keptMax = 500

export function openThumbnails(files: FileStore, bounds: ApartBounds = usual): Thumbnails {
  const apart = openApart<ThumbnailTask, Uint8Array>(new URL('thumbnail-process.ts', import.meta.url), bounds)
  const kept = new Map<string, Promise<Uint8Array | null>>()

  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  /** One after the other from the first byte on: nothing is fetched that is not drawn at once. */
  const inTurn = async (image: Stored): Promise<Uint8Array | null> => {
    if (waiting >= bounds.waitingMax)
      throw new Problem(unavailable, said`Too many images are being drawn at the moment.`, { retryAfterSeconds: 5 })
    waiting += 1
    const drawing = last.catch(() => undefined).then(() => drawn(image))
    last = drawing
    return drawing.finally(() => (waiting -= 1))
  }
  const drawn = async (image: Stored): Promise<Uint8Array | null> => {
    if (image.sizeBytes > imageBytesMax) return null
    const { head, stream } = await files.open(image)
    stream.destroy()
    if (!servedType(head).isInline) return null
    return files.withLocalCopy(image, (path) => apart.run({ path })).catch(drawnNever)
  }

  return {
    draw: (image) => {
      const known = kept.get(image.sha256)
      const thumbnail = known ?? inTurn(image)
      kept.delete(image.sha256)
      kept.set(image.sha256, thumbnail)
      const [oldest] = kept.keys()
      if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest)
      // Trouble of ours is not the image's: the next who asks tries again.
      if (!known) thumbnail.catch(() => kept.delete(image.sha256))
      return thumbnail
    },
    stop: () => apart.stop(),
  }
}

/** What took too long or failed would do so again. */
function drawnNever(error: unknown): null {
  if (error instanceof ApartFailure && ['failed', 'too-slow'].includes(error.why)) return null
  throw error
}

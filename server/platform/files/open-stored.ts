import { fileMissing, unavailable } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../context.ts'
import { waitFor } from '../log/waits.ts'
import { Problem } from '../problem.ts'
import { FileTrouble, type OpenedFile, type Stored } from './file-store.ts'

/**
 * Opens what the content store keeps, for whoever may have it.
 * @throws Problem `file-missing` where it is not there or not whole, `unavailable` where it cannot be read now.
 */
export const openStored = (ctx: Context, stored: Stored): Promise<OpenedFile> =>
  reading(ctx, stored, () => ctx.files.open(stored))

/**
 * A small picture of an image in the content store, as WebP; null where it is no image or cannot be drawn.
 * @throws Problem as `openStored` does, and `unavailable` while too many are being drawn.
 */
export const drawThumbnail = (ctx: Context, image: Stored): Promise<Uint8Array | null> =>
  reading(ctx, image, () => ctx.thumbnails.draw(image))

async function reading<Result>(ctx: Context, { sha256 }: Stored, work: () => Promise<Result>): Promise<Result> {
  try {
    return await waitFor('files', work)
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error
    const { why, detail } = error
    // Whoever runs the server has to know which one to look for.
    ctx.log.error({ requestId: ctx.requestId, sha256, why, detail }, 'a stored file cannot be read')
    if (why === 'missing') throw new Problem(fileMissing, said`Its SHA-256 is ${sha256}; ${detail}.`)
    throw new Problem(unavailable, said`The file cannot be read at the moment.`, { retryAfterSeconds: 5 })
  }
}

import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { drawThumbnail } from '../platform/files/open-stored.ts'
import type { FileAnswer } from '../platform/http/handle.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { openAttachment } from './open-attachment.ts'

/** A small picture of an attached image, for whoever may open the attachment. */
export async function openThumbnail(ctx: Context, idOrNumber: string, attachmentId: string): Promise<FileAnswer> {
  allow(ctx, 'desk.read')
  const { fileName, ...image } = await openAttachment(ctx, idOrNumber, attachmentId)
  const bytes = await drawThumbnail(ctx, image)
  if (!bytes) throw new Problem(notFound, said`This attachment is no image, or none that can be drawn.`)
  return { fileName: `${fileName}.webp`, bytes }
}

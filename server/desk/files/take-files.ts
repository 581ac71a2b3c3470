import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson } from '../change-ticket.ts'
import { insertAttachments } from '../message.store.ts'
import { refuseTooMuch } from './attach-file.ts'
import { deleteTakenFiles, type DraftFileRow, moveToUnsent, type TakenFiles } from './draft-file.store.ts'

/** What is said with files: a message, or a note. */
export type SaidId = { readonly messageId: string } | { readonly noteId: string }

/** Of one draft of whoever acts; undefined where no files are meant. */
export function ownFiles(
  ctx: Context,
  { ticketId, kind, ids }: { ticketId: string; kind: DraftFileRow['kind']; ids: readonly string[] },
): TakenFiles | undefined {
  if (ids.length === 0) return undefined
  return { ticketId, kind, ids: [...new Set(ids)], personId: actingPerson(ctx).id }
}

/** For verbs: files become attachments of what is said with them. Refused where one of them is there no more. */
export async function takeFiles(ctx: Context, taken: TakenFiles | undefined, said: SaidId): Promise<DraftFileRow[]> {
  if (taken === undefined) return []
  const files = await deleteTakenFiles(ctx, taken)
  refuseMissing(taken, files.length)
  refuseTooMuch(files)
  const came = { messageId: null, noteId: null, isDamaged: false, contentId: null, ...said }
  await insertAttachments(
    ctx,
    files.map(({ fileId, fileName, contentType, sizeBytes }) => ({
      ...came,
      fileId,
      fileName,
      contentType,
      sizeBytes,
    })),
  )
  return files
}

/** For verbs: files wait with a reply. Refused where one of them is there no more, or where no mail would take them. */
export async function keepFilesFor(ctx: Context, taken: TakenFiles | undefined, unsentId: string): Promise<void> {
  if (taken === undefined) return
  const files = await moveToUnsent(ctx, taken, unsentId)
  refuseMissing(taken, files.length)
  refuseTooMuch(files)
}

function refuseMissing(taken: TakenFiles, count: number): void {
  if (!('ids' in taken) || taken.ids.length === count) return
  const detail = said`A file is not there any more: it was sent, or taken off. Add it again.`
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/fileIds', detail }] })
}

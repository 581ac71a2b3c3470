import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { actingAuthor, finishChange, lockLiveTicket } from './change-ticket.ts'
import { ownFiles, takeFiles } from './files/take-files.ts'
import { noteMentions } from './mentions/mentions.ts'
import { insertNote } from './message.store.ts'

/**
 * Writes an internal note; on a merged ticket where that goes on. No note ever reaches a customer. One that somebody typed
 * (`isTyped`) mentions whom it names. Returns its id.
 */
export async function addNote(
  ctx: Context,
  ticketId: string,
  text: string,
  { fileIds = [], isTyped = false }: { fileIds?: readonly string[]; isTyped?: boolean } = {},
): Promise<string> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const { id } = await lockLiveTicket(ctx, ticketId)
    const author = ctx.actor.kind === 'job' ? null : actingAuthor(ctx)
    const by = { personId: author?.id ?? null, authorName: author?.name ?? null }
    const noteId = await insertNote(ctx, { ticketId: id, at: now(ctx), ...by, text })
    if (isTyped) await noteMentions(ctx, { ticketId: id, noteId, text })
    await takeFiles(ctx, ownFiles(ctx, { ticketId: id, kind: 'note', ids: fileIds }), { noteId })
    await finishChange(ctx, id, { action: 'add-note' })
    return noteId
  })
}

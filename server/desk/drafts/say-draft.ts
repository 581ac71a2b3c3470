import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { showOnly } from '../../platform/events/announce.ts'
import { allow } from '../../platform/permissions.ts'
import { addNote } from '../add-note.ts'
import { draftKept } from '../desk.events.ts'
import { type Reply, replyToTicket } from '../reply-to-ticket.ts'
import { replyLater } from '../unsent/unsent-replies.ts'
import { ownFiles } from '../files/take-files.ts'
import { deleteDraft } from './draft.store.ts'

interface Said extends Omit<Reply, 'files'> {
  readonly fileIds: readonly string[]
  /** null: now. */
  readonly sendAt: string | null
}

/** Answers the customer, now or later: what somebody was writing has been said. */
export async function sayReply(ctx: Context, ticketId: string, { fileIds, sendAt, ...words }: Said): Promise<void> {
  allow(ctx, 'desk.write')
  const reply = { ...words, files: ownFiles(ctx, { ticketId, kind: 'reply', ids: fileIds }) }
  await inTransaction(ctx, async (ctx) => {
    if (sendAt === null) await replyToTicket(ctx, ticketId, reply)
    else await replyLater(ctx, ticketId, reply, new Date(sendAt))
    await forgetDraft(ctx, ticketId, 'reply')
  })
}

/** Writes a note: what somebody was writing has been said. */
export async function sayNote(
  ctx: Context,
  ticketId: string,
  { text, fileIds }: { text: string; fileIds: readonly string[] },
): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    await addNote(ctx, ticketId, text, { fileIds, isTyped: true })
    await forgetDraft(ctx, ticketId, 'note')
  })
}

/** A program says nothing that its person was writing. */
async function forgetDraft(ctx: Context, ticketId: string, kind: 'reply' | 'note'): Promise<void> {
  if (ctx.actor.kind !== 'person') return
  await deleteDraft(ctx, { personId: ctx.actor.personId, ticketId, kind })
  await showOnly(ctx, draftKept, { ticketId })
}

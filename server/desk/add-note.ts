import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { finishChange, lockTicket } from './change-ticket.ts'
import { insertNote } from './message.store.ts'

/** Writes an internal note. No note ever reaches a customer. */
export async function addNote(ctx: Context, ticketId: string, text: string): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    await lockTicket(ctx, ticketId)
    const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : null
    await insertNote(ctx, { ticketId, at: now(ctx), personId, text })
    await finishChange(ctx, ticketId, { action: 'add-note' })
  })
}

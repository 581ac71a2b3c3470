import { staleReply } from '@bellwether/contract/desk.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { actingAuthor, finishChange, lockOpenTicket, settleWaitingOn } from './change-ticket.ts'
import { markReturned } from './hand-offs/hand-off.store.ts'
import { findNewestMessage } from './message.store.ts'
import { chosenCopies } from './participants.ts'
import { sendMessage } from './send-message.ts'
import { updateTicket } from './ticket.store.ts'

/** Answers the customer. A reply written before the newest message was seen is refused unless confirmed. */
export async function replyToTicket(
  ctx: Context,
  id: string,
  input: { text: string; seenMessageId: string; confirmStale: boolean; cc?: readonly string[] | undefined },
): Promise<void> {
  allow(ctx, 'desk.write')
  const author = actingAuthor(ctx)
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockOpenTicket(ctx, id)
    const newest = await findNewestMessage(ctx, id)
    if (newest && newest.id !== input.seenMessageId && !input.confirmStale) {
      throw new Problem(staleReply, `${newest.authorName} wrote at ${newest.at.toISOString()}.`)
    }
    const cc = await chosenCopies(ctx, id, input.cc)
    await sendMessage(ctx, ticket, { text: input.text, author, kind: 'reply', cc })
    if (!ticket.ownerId && author.id) await updateTicket(ctx, id, { ownerId: author.id })
    await markReturned(ctx, id)
    await settleWaitingOn(ctx, ticket, { owes: 'customer' })
    await finishChange(ctx, id, { action: 'reply-to-ticket' })
  })
}

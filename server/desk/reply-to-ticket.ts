import { staleReply } from '@bellwether/contract/desk.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { actingAuthor, finishChange, lockOpenTicket, settleWaitingOn } from './change-ticket.ts'
import { markReturned } from './hand-offs/hand-off.store.ts'
import { findNewestMessage } from './message.store.ts'
import { chosenCopies } from './participants.ts'
import { sendMessage } from './send-message.ts'
import { startPromise } from './start-clock.ts'
import { updateTicket } from './ticket.store.ts'

/** Answers the customer. A reply written before the newest message was seen is refused unless confirmed. */
export async function replyToTicket(
  ctx: Context,
  id: string,
  input: {
    text: string
    seenMessageId: string
    confirmStale: boolean
    /** When the text says that they hear from us next. */
    nextUpdateBy: string | null
    cc?: readonly string[] | undefined
  },
): Promise<void> {
  allow(ctx, 'desk.write')
  const author = actingAuthor(ctx)
  const promisedAt = input.nextUpdateBy === null ? null : new Date(input.nextUpdateBy)
  if (promisedAt && promisedAt <= now(ctx)) {
    const detail = 'Choose an instant in the future.'
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/nextUpdateBy', detail }] })
  }
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
    if (promisedAt) await startPromise(ctx, { ticketId: id }, { startedAt: now(ctx), promisedAt })
    // Who was promised the next word waits for us.
    await settleWaitingOn(ctx, ticket, { owes: promisedAt ? 'support' : 'customer' })
    await finishChange(ctx, id, { action: 'reply-to-ticket' })
  })
}

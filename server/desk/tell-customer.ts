import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { actingPerson, finishChange, lockTicket, settleWaitingOn } from './change-ticket.ts'
import { type ClockRow, findClocks, responseClocks, stopClocks } from './clock.store.ts'
import { sendMessage } from './send-message.ts'

/**
 * Tells the customer of one ticket something that many are told, as a mail of their own in their own
 * ticket. Returns the message's id. A resolved ticket stays resolved. It answers what the customer wrote
 * up to `answeredUntil`; a later question, or one of its own, keeps its clock and stays with support.
 */
export async function tellCustomer(
  ctx: Context,
  ticketId: string,
  { text, answeredUntil }: { text: string; answeredUntil: Date | undefined },
): Promise<string> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  return inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, ticketId)
    const messageId = await sendMessage(ctx, ticket, { text, author: person, kind: 'told' })
    if (answeredUntil) await stopClocks(ctx, { ticketId, startedUntil: answeredUntil }, responseClocks)
    const hasQuestion = (await findClocks(ctx, [ticketId])).some(isOpenQuestion)
    if (ticket.state === 'open' && !hasQuestion) await settleWaitingOn(ctx, ticket, { owes: 'customer' })
    const what = hasQuestion ? 'told the customer; what they asked is still open' : 'told the customer'
    await finishChange(ctx, ticketId, { action: 'tell-customer', what })
    return messageId
  })
}

const isOpenQuestion = ({ stoppedAt, handOffId }: ClockRow): boolean => stoppedAt === null && handOffId === null

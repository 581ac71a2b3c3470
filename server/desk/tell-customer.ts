import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { actingPerson, finishChange, lockTicket, moveBall } from './change-ticket.ts'
import { sendMessage } from './send-message.ts'

/**
 * Tells the customer of one ticket something that many are told, as a mail of their own in their own
 * ticket. Returns the message's id. A resolved ticket stays resolved.
 */
export async function tellCustomer(ctx: Context, ticketId: string, text: string): Promise<string> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  return inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, ticketId)
    const messageId = await sendMessage(ctx, ticket, { text, author: person, kind: 'told' })
    if (ticket.state === 'open') await moveBall(ctx, ticket, { kind: 'customer-answered' })
    await finishChange(ctx, ticketId, { action: 'tell-customer', what: 'told the customer' })
    return messageId
  })
}

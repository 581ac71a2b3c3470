import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { finishChange, lockLiveTicket } from './change-ticket.ts'

/**
 * For verbs of modules above: the time line says what happened to the ticket there, by whoever did it; on a merged ticket
 * where that goes on.
 */
export async function noteHappening(
  ctx: Context,
  ticketId: string,
  happening: { action: string; what: string },
): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    const { id } = await lockLiveTicket(ctx, ticketId)
    await finishChange(ctx, id, happening)
  })
}

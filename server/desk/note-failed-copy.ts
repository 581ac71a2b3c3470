import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { copiesOf, outgoingMails } from '../mail/mail.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { finishChange, lockLiveTicket } from './change-ticket.ts'
import { findChanges } from './message.store.ts'

/**
 * Somebody who was to get our answer in Cc has not: the ticket says so, once. The customer has heard, so it
 * waits as before.
 */
export async function noteFailedCopy(
  ctx: Context,
  { mailId, address }: { mailId: string; address: string },
): Promise<void> {
  allowJobsOnly(ctx)
  const [mail] = await outgoingMails(ctx, [mailId])
  if (!mail?.ticketId) return
  const { ticketId: writtenOn, createdAt } = mail
  const reason = (await copiesOf(ctx, mailId)).find((one) => one.address === address)?.reason
  const what = said`could not deliver the copy to ${address}: ${reason ?? said`no reason was given`}`
  await inTransaction(ctx, async (ctx) => {
    const { id: ticketId } = await lockLiveTicket(ctx, writtenOn)
    const isSaid = (await findChanges(ctx, ticketId)).some((change) => change.what === what && change.at >= createdAt)
    if (!isSaid) await finishChange(ctx, ticketId, { action: 'note-failed-copy', what, detail: { mailId, address } })
  })
}

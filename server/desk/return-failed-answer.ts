import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { outgoingMails } from '../mail/mail.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { finishChange, lockLiveTicket } from './change-ticket.ts'
import { customerWaits } from './customer-waits.ts'
import { isRemoved } from './removal/removal.rules.ts'
import { flagMessage, findContactSince } from './message.store.ts'

/**
 * The customer has not heard what we wrote to them: unless they were in touch since, it waits on us
 * again and their clock runs. The flag on the message makes a repetition harmless.
 */
export async function returnFailedAnswer(ctx: Context, { mailId }: { mailId: string }): Promise<void> {
  allowJobsOnly(ctx)
  const [mail] = await outgoingMails(ctx, [mailId])
  if (!mail?.ticketId || !mail.sourceId) return
  const { ticketId, sourceId, toAddress, reason } = mail
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockLiveTicket(ctx, ticketId)
    const message = await flagMessage(ctx, sourceId, said`This did not reach the customer.`)
    if (!message) return
    // From spam and the trash only somebody's word brings a ticket back.
    if (!isRemoved(ticket) && !(await findContactSince(ctx, message))) await customerWaits(ctx, ticket)
    const what = said`could not deliver the answer to ${toAddress}: ${reason ?? said`no reason was given`}`
    await finishChange(ctx, ticket.id, { action: 'return-failed-answer', what, detail: { mailId } })
  })
}

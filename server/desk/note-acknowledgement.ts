import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { outgoingMails } from '../mail/mail.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { finishChange, lockLiveTicket } from './change-ticket.ts'
import { findChanges } from './message.store.ts'

const what = said`acknowledged receipt`

/** Writes into the ticket that receipt was acknowledged: once, and only when the mail went out. */
export async function noteAcknowledgement(ctx: Context, { mailId }: { mailId: string }): Promise<void> {
  allowJobsOnly(ctx)
  const [mail] = await outgoingMails(ctx, [mailId])
  if (mail?.kind !== 'acknowledgement' || !mail.ticketId) return
  const { ticketId: writtenOn } = mail
  await inTransaction(ctx, async (ctx) => {
    const { id: ticketId } = await lockLiveTicket(ctx, writtenOn)
    if ((await findChanges(ctx, ticketId)).some((change) => change.what === what)) return
    await finishChange(ctx, ticketId, { action: 'note-acknowledgement', what, detail: { mailId } })
  })
}

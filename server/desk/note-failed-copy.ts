import { createHash } from 'node:crypto'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { copiesOf, outgoingMails } from '../platform/mail/mail-deliveries.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { finishChange, lockLiveTicket } from './change-ticket.ts'
import { findChanges, insertChange } from './message.store.ts'

/**
 * Somebody who was to get our answer in Cc has not: the ticket says so, once. The customer has heard, so the
 * ball stays where it is.
 */
export async function noteFailedCopy(
  ctx: Context,
  { mailId, address }: { mailId: string; address: string },
): Promise<void> {
  allowJobsOnly(ctx)
  const [mail] = await outgoingMails(ctx, [mailId])
  if (!mail?.ticketId) return
  const { ticketId: writtenOn } = mail
  const reason = (await copiesOf(ctx, mailId)).find((one) => one.address === address)?.reason
  const what = `could not deliver the copy to ${address}: ${reason ?? 'no reason was given'}`
  await inTransaction(ctx, async (ctx) => {
    const { id: ticketId } = await lockLiveTicket(ctx, writtenOn)
    const id = changeId(mailId, address)
    if ((await findChanges(ctx, ticketId)).some((change) => change.id === id)) return
    await insertChange(ctx, { id, ticketId, at: now(ctx), who: 'Bellwether', what })
    await finishChange(ctx, ticketId, { action: 'note-failed-copy', detail: { mailId, address } })
  })
}

/** The same for the same copy, so that what is said twice stands there once. */
const changeId = (mailId: string, address: string): string =>
  createHash('sha256')
    .update(`${mailId} ${address}`)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{3})(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')

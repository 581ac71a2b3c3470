import { said } from '@bellwether/contract/said.ts'
import { outgoingMails } from '../../mail/mail.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { finishChange, lockLiveTicket } from '../change-ticket.ts'
import { mentionPerson } from '../mentions/mentions.ts'
import { insertNote } from '../message.store.ts'
import { findForward, markFailed } from './forward.store.ts'

/** What was forwarded did not arrive: a note says so, once, and whoever forwarded it is told. */
export async function noteFailedForward(ctx: Context, { mailId }: { mailId: string }): Promise<void> {
  allowJobsOnly(ctx)
  const [mail] = await outgoingMails(ctx, [mailId])
  const forward = mail?.sourceId ? await findForward(ctx, [mail.sourceId]) : undefined
  if (!mail || !forward) return
  await inTransaction(ctx, async (ctx) => {
    const { id: ticketId } = await lockLiveTicket(ctx, forward.ticketId)
    if (!(await markFailed(ctx, forward.id))) return
    const text = said`What was forwarded to ${mail.toAddress} did not arrive: ${mail.reason ?? said`no reason was given`}`
    const noteId = await insertNote(ctx, { ticketId, at: now(ctx), personId: null, authorName: null, text })
    if (forward.byPersonId !== null) await mentionPerson(ctx, { ticketId, noteId, personId: forward.byPersonId })
    await finishChange(ctx, ticketId, { action: 'note-failed-forward', detail: { mailId } })
  })
}

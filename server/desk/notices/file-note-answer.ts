import { said } from '@bellwether/contract/said.ts'
import { findPersonByEmail } from '../../people/people.ts'
import { type MailKind, type ReceivedMail, settleMail } from '../../mail/mail.ts'
import type { Context } from '../../platform/context.ts'
import { Problem } from '../../platform/problem.ts'
import { addNote } from '../add-note.ts'
import { asNow } from '../as-now.ts'
import { attachMailed } from '../files/attach-mailed.ts'
import { ownText } from '../hand-offs/file-notice-answer.ts'
import { answeredSources } from '../thread-mail.ts'
import { findLiveTickets } from '../ticket.store.ts'
import { findTicketNotice, type TicketNoticeRow } from './ticket-notice.store.ts'

/** The notice about a ticket that a mail answers. */
export async function answeredTicketNotice(ctx: Context, received: ReceivedMail): Promise<TicketNoticeRow | undefined> {
  return findTicketNotice(ctx, await answeredSources(ctx, received, 'notice'))
}

/**
 * A reply to a notice about a ticket is a note there, by whoever was told and with the rights that they have now. What
 * cannot be that is never filed as a customer's letter: it is held for a person, or refused where a machine wrote it.
 */
export async function fileNoteAnswer(
  ctx: Context,
  received: ReceivedMail,
  { notice, kind }: { notice: TicketNoticeRow; kind: MailKind },
): Promise<void> {
  if (kind !== 'person')
    return settleMail(ctx, received, {
      outcome: 'rejected',
      reason: said`an automatic answer to a notice about a ticket`,
    })
  const added = await addTheirNote(ctx, received, notice)
  if ('reason' in added) return settleMail(ctx, received, { outcome: 'held', reason: added.reason })
  await settleMail(ctx, received, { outcome: 'message', ticketId: added.ticketId })
}

/** The ticket on which it is; or why it cannot be added. */
async function addTheirNote(
  ctx: Context,
  received: ReceivedMail,
  { personId, ticketId }: TicketNoticeRow,
): Promise<{ ticketId: string } | { reason: string }> {
  const { mail, row } = received
  const sender = await findPersonByEmail(ctx, mail.sender?.address ?? '')
  if (sender?.id !== personId)
    return { reason: said`it answers a notice to somebody on our staff, from an address that is not theirs` }
  if (row.senderVerdict === 'forged')
    return { reason: said`it answers a notice to our staff, and its sender looks forged` }
  const text = ownText(received) || (mail.attachments.length > 0 ? '(files)' : '')
  if (text === '') return { reason: said`it answers a notice and has no text of its own` }
  const ticket = (await findLiveTickets(ctx, [ticketId])).get(ticketId)
  if (!ticket) return { reason: said`it answers a notice about a ticket that is gone` }
  return asWriter(async () => {
    const acting = await asNow(ctx, { kind: 'person', personId, name: sender.name, teamIds: [] })
    await attachMailed(ctx, mail, { noteId: await addNote(acting, ticket.id, text, { isTyped: true }) })
    return { ticketId: ticket.id }
  })
}

/** What whoever writes may not do is a reason, and no trouble of ours. */
async function asWriter<T>(work: () => Promise<T>): Promise<T | { reason: string }> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { reason: said`its sender may write no note here: ${error.detail ?? error.kind.title}` }
  }
}

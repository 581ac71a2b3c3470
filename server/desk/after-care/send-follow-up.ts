import { sendMail } from '../../mail/mail.ts'
import { type Context, now } from '../../platform/context.ts'
import { refuseOurs, replySubject } from '../send-message.ts'
import type { TicketRow } from '../ticket.store.ts'
import { filledText } from './after-care.rules.ts'
import { type CustomerAskRow, insertAsk } from './after-care.store.ts'

/** In a mail it stands for the page on which a customer answers what they were asked. */
export const customerAskLinkKind = 'customer-ask'

/** For verbs: asks the contact of a ticket by a link of their own. An answer by mail comes to the ticket as any does. */
export async function sendFollowUp(
  ctx: Context,
  ticket: TicketRow,
  { kind, text }: { kind: CustomerAskRow['kind']; text: string },
): Promise<void> {
  refuseOurs(ticket)
  const { id: ticketId, contactEmail, contactName: name, number, subject } = ticket
  const askId = await insertAsk(ctx, { ticketId, kind, address: contactEmail, at: now(ctx) })
  await sendMail(ctx, {
    kind: 'follow-up',
    to: contactEmail,
    subject: replySubject(ticket),
    mailboxId: ticket.mailboxId,
    text: filledText(text, { name: name || contactEmail, number, subject }),
    ticketId,
    link: { kind: customerAskLinkKind, about: askId },
    isKnown: true,
  })
}

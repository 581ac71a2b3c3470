import { said } from '@bellwether/contract/said.ts'
import { sendMail } from '../mail/mail.ts'
import { type Context, now } from '../platform/context.ts'
import { insertAsk } from './after-care/after-care.store.ts'
import { customerAskLinkKind } from './after-care/send-follow-up.ts'
import { findShownTeams } from './after-care/shown-team.store.ts'
import { insertChange } from './message.store.ts'
import type { TicketRow } from './ticket.store.ts'

/** For verbs that opened a ticket: the acknowledgement to its contact, or on the ticket why there is none. */
export async function acknowledgeTicket(
  ctx: Context,
  ticket: TicketRow,
  { answers, isKnown, isForged = false }: { answers?: string; isKnown: boolean; isForged?: boolean },
): Promise<void> {
  const done = (what: string): Promise<void> =>
    insertChange(ctx, { ticketId: ticket.id, at: now(ctx), who: 'Bellwether', what })
  // The one whose name was used did not write to us and shall not hear of it.
  if (isForged) return done(said`has not acknowledged: the sender looks forged`)
  const urgent = ticket.isUrgent
    ? 'The person on call has been paged and will answer you here.'
    : 'We will answer you here.'
  const askId = await receiptOf(ctx, ticket)
  const stands = askId === undefined ? '' : '\nWhere it stands: {link}\n'
  const { suppressed } = await sendMail(ctx, {
    kind: 'acknowledgement',
    to: ticket.contactEmail,
    subject: `Re: ${ticket.subject} [#${ticket.number}]`,
    mailboxId: ticket.mailboxId,
    text: `Hello ${ticket.contactName},\n\nyour message has arrived, its number is ${ticket.number}. ${urgent}\nTo add something, answer this mail.\n${stands}`,
    ...(askId === undefined ? {} : { link: { kind: customerAskLinkKind, about: askId } }),
    ...(answers === undefined ? {} : { headers: { 'In-Reply-To': answers, References: answers } }),
    ticketId: ticket.id,
    isKnown,
  })
  if (suppressed !== undefined) await done(said`has not acknowledged: ${suppressed}`)
}

/** Of a link to where the ticket stands; none while customers are shown no team that works on it. */
async function receiptOf(ctx: Context, { id: ticketId, contactEmail }: TicketRow): Promise<string | undefined> {
  if ((await findShownTeams(ctx)).length === 0) return undefined
  return insertAsk(ctx, { ticketId, kind: 'receipt', address: contactEmail, at: now(ctx) })
}

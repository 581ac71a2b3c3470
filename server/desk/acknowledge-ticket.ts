import { said } from '@bellwether/contract/said.ts'
import { sendMail } from '../mail/mail.ts'
import { type Context, now } from '../platform/context.ts'
import { insertAsk } from './after-care/after-care.store.ts'
import { customerAskLinkKind } from './after-care/send-follow-up.ts'
import { findShownTeams } from './after-care/shown-team.store.ts'
import { insertChange } from './message.store.ts'
import type { TicketRow } from './ticket.store.ts'

interface Acknowledged {
  readonly answers?: string
  readonly isKnown: boolean
  readonly isForged?: boolean
  /** It came to the emergency address, and woke nobody. */
  readonly isUnpaged?: boolean
}

/** Whoever wrote to the emergency address shall not think that somebody is awake where nobody is. */
const whoAnswers = {
  paged: 'The person on call has been paged and will answer you here.',
  unpaged:
    'This is our address for emergencies. It wakes somebody only for customers whose contract includes that, when they write from an address that we know; nobody was woken this time. Your message is in our queue all the same, and we will answer you here.',
  usual: 'We will answer you here.',
} as const

/** For verbs that opened a ticket: the acknowledgement to its contact, or on the ticket why there is none. */
export async function acknowledgeTicket(
  ctx: Context,
  ticket: TicketRow,
  { answers, isKnown, isForged = false, isUnpaged = false }: Acknowledged,
): Promise<void> {
  const done = (what: string): Promise<void> =>
    insertChange(ctx, { ticketId: ticket.id, at: now(ctx), who: 'Bellwether', what })
  // The one whose name was used did not write to us and shall not hear of it.
  if (isForged) return done(said`has not acknowledged: the sender looks forged`)
  const who = whoAnswers[ticket.isUrgent ? 'paged' : isUnpaged ? 'unpaged' : 'usual']
  const askId = await receiptOf(ctx, ticket)
  const stands = askId === undefined ? '' : '\nWhere it stands: {link}\n'
  const { suppressed } = await sendMail(ctx, {
    kind: 'acknowledgement',
    to: ticket.contactEmail,
    subject: `Re: ${ticket.subject} [#${ticket.number}]`,
    mailboxId: ticket.mailboxId,
    text: `Hello ${ticket.contactName},\n\nyour message has arrived, its number is ${ticket.number}. ${who}\nTo add something, answer this mail.\n${stands}`,
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

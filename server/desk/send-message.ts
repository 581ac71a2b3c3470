import { signedText } from '@bellwether/contract/signed-text.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { endPagesAbout } from '../pager/pager.ts'
import { type Context, now } from '../platform/context.ts'
import { sendMail } from '../mail/mail.ts'
import { asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { answerableClocks, stopClocks } from './clock.store.ts'
import type { TakenFiles } from './files/draft-file.store.ts'
import { takeFiles } from './files/take-files.ts'
import { findRfcMessageIds, insertMessage, setOutgoingMail } from './message.store.ts'
import { participantAddresses } from './participants.ts'
import { type TicketRow, updateTicket } from './ticket.store.ts'

const referencesKept = { first: 4, last: 6 }

/**
 * Writes a message to the customer into the ticket and mails it, threaded to what they wrote. A reply
 * stops the customer's clocks; what many are told may answer something else than they asked, and is
 * for the contact alone.
 */
export async function sendMessage(
  ctx: Context,
  ticket: TicketRow,
  message: {
    text: string
    signature?: string
    author: { id: string | null; name: string }
    kind: 'reply' | 'told'
    /** Who gets it besides the contact; where it is not said a reply goes to everyone who takes part. */
    cc?: readonly string[] | undefined
    files?: TakenFiles | undefined
  },
): Promise<string> {
  refuseOurs(ticket)
  const whole = signedText(message.text, message.signature ?? '')
  const earlier = await findRfcMessageIds(ctx, ticket.id)
  const messageId = await insertMessage(ctx, {
    ticketId: ticket.id,
    at: now(ctx),
    direction: 'out',
    authorName: message.author.name,
    authorEmail: null,
    authorPersonId: message.author.id,
    text: message.text,
    fullText: whole,
    html: null,
    rfcMessageId: null,
    isAutomatic: false,
    flag: null,
    incomingMailId: null,
    outgoingMailId: null,
  })
  const files = await takeFiles(ctx, message.files, { messageId })
  const { id: mailId } = await sendMail(ctx, {
    kind: message.kind,
    to: ticket.contactEmail,
    mailboxId: ticket.mailboxId,
    cc: message.cc ?? (message.kind === 'reply' ? await participantAddresses(ctx, ticket.id) : []),
    // What is nobody's answer does not say that it is one.
    subject: ticket.messageCount === 0 ? numbered(ticket) : replySubject(ticket),
    text: whole,
    headers: threadHeaders(earlier),
    files,
    ticketId: ticket.id,
    sourceId: messageId,
  })
  await setOutgoingMail(ctx, messageId, mailId)
  if (message.kind === 'reply') {
    // An incident that goes on is answered for when it ends.
    const exceptIncidents = ticket.waitsFor.map(({ id }) => id)
    await stopClocks(ctx, { ticketId: ticket.id, exceptIncidents }, answerableClocks)
    await endPagesAbout(asPart(ctx), { module: 'desk', id: ticket.id })
  }
  await updateTicket(ctx, ticket.id, { lastMessageAt: now(ctx) })
  return messageId
}

/** What support opened for itself waits for nobody outside. */
export function refuseOurs({ isOurs }: Pick<TicketRow, 'isOurs'>): void {
  if (isOurs) throw new Problem(badInput, said`Nobody outside asked this: make somebody the requester first.`)
}

/** `[#12]` is a hint for people; nothing is ever threaded by a subject. */
type Named = Pick<TicketRow, 'subject' | 'number'>

const numbered = ({ subject, number }: Named): string => `${subject} [#${number}]`

export const replySubject = (ticket: Named): string =>
  `${/^re:/i.test(ticket.subject) ? '' : 'Re: '}${numbered(ticket)}`

/** A long chain keeps its ends (RFC 5322 lets the middle go). */
function threadHeaders(ids: readonly string[]): Record<string, string> {
  const last = ids.at(-1)
  if (!last) return {}
  const { first, last: tail } = referencesKept
  const references = ids.length > first + tail ? [...ids.slice(0, first), ...ids.slice(-tail)] : ids
  return { 'In-Reply-To': last, References: references.join(' ') }
}

import { isPublicDomain } from '@bellwether/contract/public-domain.ts'
import { said } from '@bellwether/contract/said.ts'
import { domainOf, type MailKind, type ReceivedMail, settleMail } from '../../mail/mail.ts'
import { type Context, now } from '../../platform/context.ts'
import { finishChange, lockLiveTicket } from '../change-ticket.ts'
import { attachMailed } from '../files/attach-mailed.ts'
import { mentionPerson } from '../mentions/mentions.ts'
import { insertNote } from '../message.store.ts'
import { answeredSources, takesPart } from '../thread-mail.ts'
import { findLiveTicket } from '../ticket.store.ts'
import { findForward, findForwardTo, type ForwardRow } from './forward.store.ts'

/**
 * What was forwarded and is answered by whoever got it, or a colleague of theirs; by them also where their system keeps no
 * more of our mail than the number in its subject. Whoever takes part in the ticket writes a message there, whatever they
 * answer, and whoever else has the mail is a stranger.
 */
export async function answeredForward(ctx: Context, received: ReceivedMail): Promise<ForwardRow | undefined> {
  const sender = received.mail.sender?.address.toLowerCase() ?? ''
  const byToken = await findForward(ctx, await answeredSources(ctx, received, 'forward'))
  const isByThem = byToken !== undefined && isTheirs(sender, byToken.toAddress)
  const forward = isByThem ? byToken : await forwardInSubject(ctx, received.mail.subject, sender)
  const ticket = forward && (await findLiveTicket(ctx, forward.ticketId))
  return ticket && !(await takesPart(ctx, ticket, sender)) ? forward : undefined
}

async function forwardInSubject(ctx: Context, subject: string, address: string): Promise<ForwardRow | undefined> {
  const number = /\[#(\d{1,9})\]/.exec(subject)?.[1]
  const ticket = number === undefined ? undefined : await findLiveTicket(ctx, number)
  return ticket && findForwardTo(ctx, { ticketId: ticket.id, address })
}

const isTheirs = (sender: string, asked: string): boolean =>
  sender === asked || (domainOf(sender) === domainOf(asked) && !isPublicDomain(domainOf(asked)))

/** Their answer is a note on the ticket, with its files; nobody is mailed because of it. */
export async function fileForwardAnswer(
  ctx: Context,
  received: ReceivedMail,
  { forward, kind }: { forward: ForwardRow; kind: MailKind },
): Promise<void> {
  const { row, mail } = received
  if (row.senderVerdict === 'forged')
    return settleMail(ctx, received, {
      outcome: 'held',
      reason: said`it answers what we forwarded, and its sender looks forged`,
    })
  const { id: ticketId } = await lockLiveTicket(ctx, forward.ticketId)
  const address = mail.sender?.address.toLowerCase() ?? forward.toAddress
  const name = mail.sender?.name ?? ''
  const text = mail.text.trim() === '' ? '(no text)' : mail.text.trim()
  const noteId = await insertNote(ctx, {
    ticketId,
    at: now(ctx),
    personId: null,
    authorName: name === '' || name === address ? address : `${name} (${address})`,
    authorAddress: address,
    text: kind === 'automatic' ? `[Automatic answer]\n\n${text}` : text,
  })
  await attachMailed(ctx, mail, { noteId })
  // Whoever asked is told on every screen, whatever became of the ticket.
  if (forward.byPersonId !== null) await mentionPerson(ctx, { ticketId, noteId, personId: forward.byPersonId })
  await finishChange(ctx, ticketId, { action: 'add-forward-answer' })
  await settleMail(ctx, received, { outcome: 'message', ticketId })
}

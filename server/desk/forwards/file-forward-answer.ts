import { isPublicDomain } from '@bellwether/contract/public-domain.ts'
import { domainOf, type MailKind, type ReceivedMail, settleMail } from '../../mail/mail.ts'
import { type Context, now } from '../../platform/context.ts'
import { insertFile } from '../../platform/files/file.store.ts'
import { finishChange, lockLiveTicket } from '../change-ticket.ts'
import { insertAttachments, insertNote } from '../message.store.ts'
import { answeredMails } from '../thread-mail.ts'
import { findForward, type ForwardRow } from './forward.store.ts'

/** What was forwarded and is answered by whoever got it, or a colleague of theirs: whoever else has the mail is a stranger. */
export async function answeredForward(ctx: Context, received: ReceivedMail): Promise<ForwardRow | undefined> {
  const answered = await answeredMails(ctx, received)
  const forward = await findForward(
    ctx,
    answered.flatMap(({ kind, sourceId }) => (kind === 'forward' && sourceId !== null ? [sourceId] : [])),
  )
  const sender = received.mail.sender?.address.toLowerCase() ?? ''
  return forward && isTheirs(sender, forward.toAddress) ? forward : undefined
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
      reason: 'it answers what we forwarded, and its sender looks forged',
    })
  const { id: ticketId } = await lockLiveTicket(ctx, forward.ticketId)
  const name = mail.sender?.name || forward.toAddress
  const text = mail.text.trim() === '' ? '(no text)' : mail.text.trim()
  const noteId = await insertNote(ctx, {
    ticketId,
    at: now(ctx),
    personId: null,
    authorName: `${name} <${mail.sender?.address ?? forward.toAddress}>`,
    text: kind === 'automatic' ? `[Automatic answer]\n\n${text}` : text,
  })
  for (const attachment of mail.attachments) {
    const { fileName, contentType, sizeBytes, isDamaged, contentId = null } = attachment
    const file = { fileId: await insertFile(ctx, attachment), fileName, contentType, sizeBytes, isDamaged, contentId }
    await insertAttachments(ctx, [{ ...file, messageId: null, noteId }])
  }
  await finishChange(ctx, ticketId, { action: 'add-forward-answer' })
  await settleMail(ctx, received, { outcome: 'message', ticketId })
}

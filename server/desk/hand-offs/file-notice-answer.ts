import { said } from '@bellwether/contract/said.ts'
import { findPersonByEmail } from '../../people/people.ts'
import { type MailKind, type ReceivedMail, settleMail } from '../../mail/mail.ts'
import { type Context, now } from '../../platform/context.ts'
import { asPart } from '../../platform/permissions.ts'
import { settleWaitingOn } from '../change-ticket.ts'
import { answeredSources } from '../thread-mail.ts'
import { isOpen } from '../waiting-on.rules.ts'
import { asNoticed } from './asked-by-link.ts'
import { answerHandOff } from './end-hand-off.ts'
import { insertWord } from './hand-off-word.store.ts'
import { type HandOffRow, moveHandOff } from './hand-off.store.ts'
import { findNotice, type NoticeRow } from './notice.store.ts'
import { finishHandOffChange, withHandOff } from './with-hand-off.ts'

/** The notice of a question that a mail answers. */
export async function answeredNotice(ctx: Context, received: ReceivedMail): Promise<NoticeRow | undefined> {
  return findNotice(ctx, await answeredSources(ctx, received, 'notice'))
}

/**
 * A reply to a notice is the answer of whoever was told, and reaches nobody but support. What cannot be that is
 * never filed as a customer's letter: it is held for a person, or refused where a machine wrote it.
 */
export async function fileNoticeAnswer(
  ctx: Context,
  received: ReceivedMail,
  { notice, kind }: { notice: NoticeRow; kind: MailKind },
): Promise<void> {
  if (kind !== 'person')
    return settleMail(ctx, received, {
      outcome: 'rejected',
      reason: said`an automatic answer to a notice of a question`,
    })
  const writer = await writerOf(ctx, received, notice)
  if (typeof writer === 'string') return settleMail(ctx, received, { outcome: 'held', reason: writer })
  const text = ownWords(received)
  if (text === '')
    return settleMail(ctx, received, {
      outcome: 'held',
      reason: said`it answers a question and has no text of its own`,
    })
  const ticketId = isOpen(writer.handOff)
    ? await answerHandOff(writer.ctx, writer.handOff.id, { text, toCustomer: false, todo: '' })
    : await addAfterwards(writer.ctx, writer.handOff, text)
  await settleMail(ctx, received, { outcome: 'message', ticketId, isPrivate: writer.handOff.isPrivate })
}

/** Who answers: whoever was told, or somebody else in the team whose sender is proven; else why nobody does. */
async function writerOf(
  ctx: Context,
  { row, mail }: ReceivedMail,
  { handOffId, personId }: NoticeRow,
): Promise<{ ctx: Context; handOff: HandOffRow } | string> {
  const sender = await findPersonByEmail(ctx, mail.sender?.address ?? '')
  if (!sender) return said`it answers a question to our staff, from an address that is none of theirs`
  if (row.senderVerdict === 'forged') return said`it answers a question to our staff, and its sender looks forged`
  if (sender.id !== personId && row.senderVerdict !== 'proven')
    return said`it answers a question to somebody else on our staff, and its sender is not proven`
  const writer = await asNoticed(asPart(ctx), { handOffId, personId: sender.id })
  return writer ?? said`it answers a question to a team in which its sender is not`
}

/** What somebody wrote themselves in a mail that answers one of ours; '' where that is nothing. */
export function ownText({ mail }: ReceivedMail): string {
  // The reader of mails leaves the quote where there is nothing else.
  const isQuote = mail.text.split('\n').every((line) => line.trim() === '' || line.startsWith('>'))
  return isQuote ? '' : mail.text.trim()
}

/** The same with the names of what came along: an answer has no files. */
function ownWords(received: ReceivedMail): string {
  const text = ownText(received)
  const files = received.mail.attachments.map(({ fileName }) => fileName)
  return text === '' || files.length === 0 ? text : `${text}\n\n[With the mail came: ${files.join(', ')}]`
}

/** The question has ended: the words stay with it, and an answer that support has is the first thing to do again. */
async function addAfterwards(ctx: Context, { id, outcome }: HandOffRow, text: string): Promise<string> {
  return withHandOff(ctx, id, async (ctx, at) => {
    const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : at.handOff.askedBy
    await insertWord(ctx, { handOffId: id, at: now(ctx), kind: 'afterwards', personId, text })
    if (at.ticket.state === 'open' && (outcome === 'answered' || outcome === 'declined')) {
      await moveHandOff(ctx, id, ['returned'], { state: outcome })
      await settleWaitingOn(ctx, at.ticket)
    }
    await finishHandOffChange(ctx, at, { action: 'add-afterwards', what: said`wrote once more about the question` })
  })
}

import { said } from '@bellwether/contract/said.ts'
import { eachApart } from '../platform/each-apart.ts'
import type { Context } from '../platform/context.ts'
import {
  findFiledAlert,
  isEcho,
  listEarlierWaiting,
  mailboxOf,
  type MailKind,
  type ReceivedMail,
  settleMail,
} from '../mail/mail.ts'
import {
  type AlertSourceRow,
  findLinkedSources,
  findMailedSources,
  pageTagMark,
  readMailEvent,
  takeEvent,
  withPayload,
} from '../pager/pager.ts'
import { isOurOwn } from './thread-mail.ts'

/**
 * For verbs: the sources of alerts to whose page address a mail came, also where another mail system has left only the name
 * of a mailbox on the way and the address stands in the mail. None of what answers a mail or returns one: nothing runs in a
 * circle. A page of ours that somebody forwards pages, but not the source whose alert it is about, and by no program.
 */
export async function alertSourcesOf(ctx: Context, received: ReceivedMail, kind: MailKind): Promise<AlertSourceRow[]> {
  const { row, mail } = received
  const named = [...row.envelopeTo, ...mail.recipients.map(({ address }) => address)]
  const sources = await findMailedSources(
    ctx,
    named.filter((address) => mailboxOf(ctx, address) !== undefined),
  )
  if (sources.length === 0 || isEcho(mail, kind)) return []
  if (await isOurOwn(ctx, mail.messageId)) return []
  if (kind !== 'person' && mail.fullText.includes(`${ctx.baseUrl}/p/`)) return []
  const linked = await findLinkedSources(ctx, mail.fullText)
  return sources.filter(({ id }) => !linked.has(id))
}

/** For verbs: a mail to a page address is an event, once, and no ticket; its sender needs no address and gets no answer. */
export async function fileAlertMail(
  ctx: Context,
  received: ReceivedMail,
  sources: readonly AlertSourceRow[],
): Promise<void> {
  const earlier = await findFiledAlert(ctx, received)
  if (earlier)
    return settleMail(ctx, received, {
      outcome: 'rejected',
      reason: said`the same mail was filed before (${earlier.id})`,
    })
  const { subject, fullText } = received.mail
  const event = withPayload(readMailEvent({ subject, text: fullText }), { subject, text: fullText })
  for (const source of sources) await takeEvent(ctx, source, event)
  await settleMail(ctx, received, { outcome: 'alert' })
}

/**
 * Mails to a page address are filed in the order in which they came: an alert that is over before it was heard of would stay
 * open. One that cannot be filed holds up nobody.
 */
export async function fileEarlierAlerts(
  ctx: Context,
  mailId: string,
  file: (ctx: Context, mail: { mailId: string }) => Promise<void>,
): Promise<void> {
  const earlier = await listEarlierWaiting(ctx, mailId, pageTagMark)
  await eachApart(earlier, (one) => file(ctx, { mailId: one })).catch((error: unknown) =>
    ctx.log.error({ error: String(error) }, 'an earlier mail to a page address was not filed'),
  )
}

import { Readable } from 'node:stream'
import type { MailState } from '@bellwether/contract/mail.ts'
import { withNamedImages } from '@bellwether/contract/attached-image.ts'
import { said } from '@bellwether/contract/said.ts'
import { mailHtmlOf } from '@bellwether/contract/written-text.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { eachApart } from '../platform/each-apart.ts'
import { findStored } from '../platform/files/file.store.ts'
import type { JobKind } from '../platform/jobs/start-jobs.ts'
import { type CopyRow, findCopies, updateCopy } from './copy.store.ts'
import { failCopy, failDelivery } from './fail-delivery.ts'
import { htmlOf } from './html-of.rules.ts'
import { mailSent } from './mail.events.ts'
import type { MailFile } from './mail.tables.ts'
import type { MailTransport, ReadableFile, Recipients, Refusal, WrittenMail } from './mail-transport.ts'
import { findOutgoingMails, type OutgoingMailRow, updateDelivery } from './outgoing.store.ts'
import { mailQueues } from './send-mail.ts'

/** A mail that no server took for so long has failed (RFC 5321 asks for four to five days of trying). */
const patienceMilliseconds = 5 * 24 * 3_600_000

/** Makes a link of one kind about one thing, e.g. a sign-in link for a person. */
export type LinkMaker = (ctx: Context, about: string) => Promise<string>

/** Until mail was a module of its own. */
const formerQueues = { pages: 'platform.send-page', others: 'platform.send-mail' } as const

/** The job that hands stored mails of one queue to the transport, each for itself: one that is not taken holds no other. */
export function sendMailJob(
  queue: keyof typeof mailQueues,
  transport: MailTransport,
  linkMakers: Readonly<Record<string, LinkMaker>>,
): JobKind {
  return {
    queue: mailQueues[queue],
    formerly: formerQueues[queue],
    // More attempts than fit into the patience: the mail's age ends them, never their number.
    retryLimit: 30_000,
    // Whoever takes mail again takes a page within half a minute.
    ...(queue === 'pages' && { retrySecondsMax: 20 }),
    verb: async function deliverMails(ctx, { mailIds, mailId }) {
      // Until there were several in a job it named the one.
      const ids = (mailIds ?? mailId ?? '').split(' ').filter(Boolean)
      await eachApart(ids, async (id) => {
        // A page does not wait for anybody.
        if (queue === 'others') await ctx.requests.goFirst()
        await deliverMail(ctx, id, transport, linkMakers)
      })
    },
  }
}

/** Throws where it is to be tried again for somebody. It is read when its turn comes: it may be erased by then. */
async function deliverMail(
  ctx: Context,
  id: string,
  transport: MailTransport,
  linkMakers: Readonly<Record<string, LinkMaker>>,
): Promise<void> {
  const [[mail], copies] = await Promise.all([findOutgoingMails(ctx, [id]), findCopies(ctx, [id])])
  if (!mail) return
  const recipients = recipientsLeft(mail, copies)
  if (recipients.to.length === 0) return
  const words = await wordsWithLink(ctx, mail, linkMakers)
  const refusals = await withFiles(ctx, mail.files, (files) =>
    handOver(ctx, transport, { mail: { ...mail, ...words, files }, recipients }),
  )
  await inTransaction(ctx, (ctx) => settleDelivery(ctx, mail, { recipients, refusals, taken: transport.taken }))
  const later = refusals.find(({ isFinal }) => !isFinal)
  if (later) throw new Error(said`not taken now for ${later.address}: ${later.reason}`)
}

/** What a server did not read to its end is closed all the same. */
async function withFiles<Result>(
  ctx: Context,
  files: readonly MailFile[],
  send: (files: ReadableFile[]) => Promise<Result>,
): Promise<Result> {
  const begun: Readable[] = []
  const read = (file: MailFile): Readable => {
    const stream = Readable.from(bytesOf(ctx, file))
    begun.push(stream)
    return stream
  }
  try {
    return await send(files.map((file) => ({ ...file, contentId: contentIdOf(file), read: () => read(file) })))
  } finally {
    for (const stream of begun) stream.destroy()
  }
}

/** They are read as the mail goes out: however many there are, few of them are in memory. */
async function* bytesOf(ctx: Context, { fileId, fileName }: MailFile): AsyncGenerator<Uint8Array> {
  const stored = await findStored(ctx, fileId)
  if (!stored) throw new Error(`${fileName} is not kept any more`)
  yield* (await ctx.files.open(stored)).stream
}

/** Who has not had it yet: one who is refused for now is tried again without the others. */
function recipientsLeft(mail: OutgoingMailRow, copies: readonly CopyRow[]): Recipients {
  const queued = copies.filter(({ state }) => state === 'queued').map(({ address }) => address)
  return {
    to: mail.state === 'queued' ? [mail.toAddress, ...queued] : queued,
    cc: copies.filter(({ state }) => state !== 'suppressed').map(({ address }) => address),
  }
}

/** Writes down what became of the mail at each of its recipients. */
async function settleDelivery(
  ctx: Context,
  mail: OutgoingMailRow,
  { recipients, refusals, taken }: { recipients: Recipients; refusals: readonly Refusal[]; taken: MailState },
): Promise<void> {
  for (const address of recipients.to) {
    const refusal = refusals.find((one) => one.address.toLowerCase() === address)
    if (refusal && !refusal.isFinal) continue
    if (address === mail.toAddress) await settleContact(ctx, mail, refusal ?? taken)
    else if (refusal) await failCopy(ctx, { mailId: mail.id, address }, refusal.reason)
    else await updateCopy(ctx, { mailId: mail.id, address }, ['queued'], { state: taken, reason: null })
  }
}

async function settleContact(ctx: Context, mail: OutgoingMailRow, became: Refusal | MailState): Promise<void> {
  if (typeof became === 'object') return failDelivery(ctx, mail.id, became.reason)
  const sent = { state: became, reason: null, sentAt: now(ctx) }
  const kind = await updateDelivery(ctx, mail.id, ['queued'], sent)
  if (kind) await announce(ctx, mailSent, { mailId: mail.id, kind })
}

/** What people write may have a format. */
const isWritten = (kind: OutgoingMailRow['kind']): boolean => ['reply', 'told', 'forward'].includes(kind)

/**
 * A secret stands in the mail alone: what the ledger keeps is the text without its link. Where it can be followed it is a
 * button, too; a page may go where only text is read.
 */
async function wordsWithLink(
  ctx: Context,
  { kind, text, linkKind, linkAbout, files }: OutgoingMailRow,
  linkMakers: Readonly<Record<string, LinkMaker>>,
): Promise<Pick<WrittenMail, 'text' | 'html'>> {
  if (linkKind === null || linkAbout === null) {
    const html = isWritten(kind) ? mailHtmlOf(text, contentIdsOf(files)) : undefined
    return html === undefined ? { text } : { text: withNamedImages(text), html }
  }
  const make = linkMakers[linkKind]
  if (!make) throw new Error(`nobody makes links of the kind "${linkKind}"`)
  const link = await make(ctx, linkAbout)
  const words = { text: text.replaceAll('{link}', () => link) }
  return kind === 'page' ? words : { ...words, html: htmlOf(text, link) }
}

const contentIdOf = ({ fileId }: MailFile): string => `${fileId}@attached`

/** What a text can show at its place; of two with one name the first. */
const contentIdsOf = (files: readonly MailFile[]): Map<string, string> =>
  new Map(
    files
      .filter(({ contentType }) => contentType.startsWith('image/'))
      .map((file) => [file.fileName, contentIdOf(file)] as const)
      .toReversed(),
  )

/** For whom it is refused; throws where it may work later for all of them. What was tried for days is refused. */
async function handOver(
  ctx: Context,
  transport: MailTransport,
  { mail, recipients }: { mail: WrittenMail; recipients: Recipients },
): Promise<Refusal[]> {
  const isPatient = now(ctx).getTime() - mail.createdAt.getTime() < patienceMilliseconds
  const late = (reason: string): string => said`no server took it for five days: ${reason}`
  try {
    const refusals = await transport.send(mail, recipients)
    return isPatient
      ? refusals
      : refusals.map((one) => (one.isFinal ? one : { ...one, reason: late(one.reason), isFinal: true }))
  } catch (error) {
    if (isPatient) throw error
    return recipients.to.map((address) => ({ address, reason: late((error as Error).message), isFinal: true }))
  }
}

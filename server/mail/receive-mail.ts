import { recordAudit } from '../platform/audit/record-audit.ts'
import { spendLinks } from '../people/people.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import {
  findEarlierWaiting,
  findFiledCopy,
  findIncomingMail,
  findIncomingMailForUpdate,
  type IncomingMailRow,
  insertIncomingMail,
  lockMessageId,
  updateOutcome,
  updateSenderProof,
  updateStrays,
  updateRecipients,
} from './incoming.store.ts'
import { contentSha256 } from './content-hash.ts'
import { mailReceived } from './mail.events.ts'
import { hideOurLinks } from './our-links.ts'
import { keptMessageId, madeMessageId } from './reading/message-id.ts'
import { strayAddresses } from './stray-mail.ts'
import type { ReadMail } from './reading/parsed-mail.ts'

/** What the connection said about a mail, besides its bytes. */
export interface MailSession {
  readonly envelopeFrom: string
  readonly envelopeTo: readonly string[]
  /** Who handed it in: judged later, when its sender is. */
  readonly remoteAddress: string
  readonly helo: string
}

/** The part of a mail in which its Message-ID is looked for. */
const headBytes = 65_536

/**
 * Takes a raw mail as it comes: bytes stored, then a line in the ledger, then whoever files mail is told.
 * Rejects, and leaves nothing, where the bytes end with an error.
 */
export async function receiveMail(ctx: Context, raw: AsyncIterable<Uint8Array>, session: MailSession): Promise<string> {
  allowJobsOnly(ctx)
  const head: Uint8Array[] = []
  const { sha256, sizeBytes } = await ctx.files.store(keepHead(raw, head))
  return inTransaction(ctx, async (ctx) => {
    const mailId = await insertIncomingMail(ctx, {
      receivedAt: now(ctx),
      rawSha256: sha256,
      sizeBytes,
      envelopeFrom: session.envelopeFrom,
      envelopeTo: [...session.envelopeTo],
      remoteAddress: session.remoteAddress,
      helo: session.helo,
      messageId: messageIdOf(Buffer.concat(head), sha256),
      fromAddress: null,
      subject: null,
      outcome: 'waiting',
      reason: null,
      ticketId: null,
    })
    await announce(ctx, mailReceived, { mailId })
    return mailId
  })
}

async function* keepHead(raw: AsyncIterable<Uint8Array>, head: Uint8Array[]): AsyncGenerator<Uint8Array> {
  let missing = headBytes
  for await (const chunk of raw) {
    if (missing > 0) head.push(Uint8Array.from(chunk.subarray(0, missing)))
    missing -= chunk.byteLength
    yield chunk
  }
}

/** The Message-ID as it stands in the header block, without parsing the mail. */
function messageIdOf(start: Buffer, sha256: string): string {
  const head = start.toString('latin1')
  const end = /\r\n\r\n|\n\r?\n|\r\r/.exec(head)?.index
  const found = /^message-id[ \t]*:\s{0,10}(<[^<>\s]+>)/im.exec(head.slice(0, end))?.[1]
  return found ? keptMessageId(found) : madeMessageId(sha256)
}

export type { IncomingMailRow }

export interface ReceivedMail {
  readonly row: IncomingMailRow
  readonly mail: ReadMail
}

/**
 * For verbs: reads a mail, and finds out whether its sender is proven, before anything is locked for it: each may take
 * seconds. Undefined where there is none.
 */
export async function readIncomingMail(ctx: Context, mailId: string): Promise<ReadMail | undefined> {
  const row = await findIncomingMail(ctx, mailId)
  if (!row) return undefined
  // A mailbox that was made a moment ago in another process may be what it waits for.
  if (strayAddresses(ctx, row.envelopeTo).length > 0) await ctx.mailboxes.lookAtLeisure()
  const ourAddresses = ctx.mailboxes.all().map(({ address }) => address)
  const raw = { sha256: row.rawSha256, sizeBytes: row.sizeBytes }
  const [read, proofOf] = await ctx.files.withLocalCopy(raw, (path) =>
    Promise.all([
      ctx.mailReader.read({ ...raw, path }, { envelopeFrom: row.envelopeFrom, ourAddresses }),
      judgeOnce(ctx, row, path),
    ]),
  )
  if (proofOf) await updateSenderProof(ctx, mailId, proofOf(read.sender))
  await spendLinks(ctx, read.quotedSecrets)
  return hideOurLinks(read, ctx.baseUrl)
}

/** What was found out once stays: a key may be gone when the mail is read again. Mails without a session are not judged. */
async function judgeOnce(ctx: Context, row: IncomingMailRow, path: string) {
  const { envelopeFrom, remoteAddress, helo, senderVerdict } = row
  if (remoteAddress === null || (senderVerdict !== null && senderVerdict !== 'unknown')) return undefined
  return ctx.senderJudge.judge(path, { envelopeFrom, remoteAddress, helo: helo ?? '' })
}

/** For verbs: the ledger's line of a mail that waits to be filed, locked; undefined where it is filed already. */
export async function waitingMail(ctx: Context, mailId: string): Promise<IncomingMailRow | undefined> {
  const row = await findIncomingMailForUpdate(ctx, mailId)
  return row?.outcome === 'waiting' ? row : undefined
}

/** For verbs: the ledger's line of a mail that was held or rejected, locked. */
export async function unfiledMail(ctx: Context, mailId: string): Promise<IncomingMailRow | undefined> {
  const row = await findIncomingMailForUpdate(ctx, mailId)
  return row?.outcome === 'held' || row?.outcome === 'rejected' ? row : undefined
}

/** For verbs: writes what became of a mail into the ledger. */
export async function settleMail(
  ctx: Context,
  { row, mail }: Pick<ReceivedMail, 'row' | 'mail'>,
  outcome:
    | { outcome: 'ticket' | 'message'; ticketId: string; isPrivate?: boolean }
    | { outcome: 'alert'; isPrivate?: boolean }
    | { outcome: 'held' | 'rejected'; reason: string; strayTo?: string[]; isPrivate?: boolean },
): Promise<void> {
  await Promise.all([
    updateOutcome(ctx, row.id, {
      fromAddress: mail.sender?.address ?? null,
      subject: mail.subject,
      outcome: outcome.outcome,
      reason: 'reason' in outcome ? outcome.reason : null,
      ticketId: 'ticketId' in outcome ? outcome.ticketId : null,
      contentSha256: contentSha256(mail),
      isPrivate: outcome.isPrivate === true,
    }),
    'strayTo' in outcome && outcome.strayTo && updateStrays(ctx, row.id, outcome.strayTo),
    recordAudit(ctx, { action: 'mail.file-mail', about: { module: 'mail', id: row.id }, detail: outcome }),
  ])
}

/**
 * For verbs: an earlier mail with the same Message-ID that says the same and was filed; two deliveries at once wait
 * for each other. Whoever uses the id for something else shuts nobody out.
 */
export async function findDuplicate(
  ctx: Context,
  { row, mail }: Pick<ReceivedMail, 'row' | 'mail'>,
): Promise<IncomingMailRow | undefined> {
  const [, filed] = await Promise.all([
    lockMessageId(ctx, row.messageId),
    findFiledCopy(ctx, { ...row, contentSha256: contentSha256(mail) }, ['ticket', 'message']),
  ])
  return filed && isBetterProven(row, filed) ? undefined : filed
}

/**
 * For verbs: a mail with the same Message-ID that says the same, came a moment earlier and was an alert. A system that gives
 * each of its mails the same id is heard all the same, and what it says again later has happened again.
 */
export async function findFiledAlert(
  ctx: Context,
  { row, mail }: Pick<ReceivedMail, 'row' | 'mail'>,
): Promise<IncomingMailRow | undefined> {
  await lockMessageId(ctx, row.messageId)
  const since = new Date(row.receivedAt.getTime() - copyMilliseconds)
  return findFiledCopy(ctx, { ...row, contentSha256: contentSha256(mail) }, ['alert'], since)
}

/** Copies of a mail come within minutes of each other. Rather one alert is counted once too often than one is not heard. */
const copyMilliseconds = 10 * 60_000

const earlierMax = 50

/** For verbs: mails that wait and came before this one to an address of it in which this text stands, the oldest first. */
export const listEarlierWaiting = (ctx: Context, mailId: string, text: string): Promise<string[]> =>
  findEarlierWaiting(ctx, mailId, text, earlierMax)

/** Whoever sends somebody's mail before them, in their name, must not shut them out. */
const isBetterProven = (mail: IncomingMailRow, filed: IncomingMailRow): boolean =>
  mail.senderVerdict === 'proven' && (filed.senderVerdict === 'forged' || filed.senderVerdict === 'unproven')

/** For verbs: a copy came to other addresses: the mail that was filed went to all of them. */
export async function addRecipients(ctx: Context, filed: IncomingMailRow, copy: IncomingMailRow): Promise<void> {
  await updateRecipients(ctx, filed.id, [...new Set([...filed.envelopeTo, ...copy.envelopeTo])])
}

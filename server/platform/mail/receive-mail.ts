import { createHash } from 'node:crypto'
import { recordAudit } from '../audit/record-audit.ts'
import { type Context, now } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { announce } from '../events/announce.ts'
import { readBytes, storeBytes } from '../files/file.store.ts'
import { allowJobsOnly } from '../permissions.ts'
import {
  countFromSince,
  findFiledByMessageId,
  type IncomingMailRow,
  findIncomingMailForUpdate,
  insertIncomingMail,
  lockMessageId,
  updateOutcome,
} from './incoming.store.ts'
import { headerEnd } from './join-encoded-words.ts'
import { mailReceived } from './mail.events.ts'
import { parseMail, type ParsedMail } from './parse-mail.ts'

/** Takes a raw mail: bytes on disk, then a line in the ledger, then whoever files mail is told. */
export async function receiveMail(
  ctx: Context,
  mail: { raw: Buffer; envelopeFrom: string; envelopeTo: readonly string[] },
): Promise<string> {
  allowJobsOnly(ctx)
  const rawSha256 = await storeBytes(ctx.dataFolder, mail.raw)
  return inTransaction(ctx, async (ctx) => {
    const mailId = await insertIncomingMail(ctx, {
      receivedAt: now(ctx),
      rawSha256,
      sizeBytes: mail.raw.length,
      envelopeFrom: mail.envelopeFrom,
      envelopeTo: [...mail.envelopeTo],
      messageId: messageIdOf(mail.raw),
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

/** The Message-ID as it stands in the header block, without parsing the mail. */
function messageIdOf(raw: Buffer): string {
  const headers = raw.toString('latin1', 0, Math.min(headerEnd(raw), 65_536))
  const found = /^message-id:\s*(<[^>\r\n]{1,500}>)/im.exec(headers)?.[1]
  return found?.replaceAll('\0', '') ?? `<${createHash('sha256').update(raw).digest('hex')}@no-message-id>`
}

export interface ReceivedMail {
  readonly row: IncomingMailRow
  readonly mail: ParsedMail
  readonly raw: Buffer
}

/** A mail that waits to be filed, locked and read; undefined where it is filed already. */
export async function waitingMail(
  ctx: Context,
  mailId: string,
  from: 'waiting' | 'held' = 'waiting',
): Promise<ReceivedMail | undefined> {
  const row = await findIncomingMailForUpdate(ctx, mailId)
  if (row?.outcome !== from) return undefined
  const raw = await readBytes(ctx.dataFolder, row.rawSha256)
  return { row, raw, mail: await parseMail(raw) }
}

/** Writes what became of a mail into the ledger. */
export async function settleMail(
  ctx: Context,
  { row, mail }: Pick<ReceivedMail, 'row' | 'mail'>,
  outcome: { outcome: 'ticket' | 'message'; ticketId: string } | { outcome: 'held' | 'rejected'; reason: string },
): Promise<void> {
  await updateOutcome(ctx, row.id, {
    fromAddress: mail.from?.address ?? null,
    subject: mail.subject,
    outcome: outcome.outcome,
    reason: 'reason' in outcome ? outcome.reason : null,
    ticketId: 'ticketId' in outcome ? outcome.ticketId : null,
  })
  await recordAudit(ctx, { action: `platform.file-mail`, about: { module: 'platform', id: row.id }, detail: outcome })
}

/**
 * An earlier mail of the same sender with the same Message-ID that was filed; two deliveries at once
 * wait for each other. Somebody else who uses the id must not be able to shut the sender out.
 */
export async function findDuplicate(
  ctx: Context,
  { row, mail }: Pick<ReceivedMail, 'row' | 'mail'>,
): Promise<IncomingMailRow | undefined> {
  await lockMessageId(ctx, row.messageId)
  return findFiledByMessageId(ctx, { ...row, fromAddress: mail.from?.address ?? null })
}

/** How many mails this sender sent within the last hour. */
export const recentMailsFrom = (ctx: Context, address: string): Promise<number> =>
  countFromSince(ctx, address, new Date(now(ctx).getTime() - 3_600_000))

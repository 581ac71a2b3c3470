import { recordAudit } from '../audit/record-audit.ts'
import { type Context, now } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { announce } from '../events/announce.ts'
import { readBytes, storeBytes } from '../files/file.store.ts'
import { allowJobsOnly } from '../permissions.ts'
import {
  countFromSince,
  findFiledByMessageId,
  findIncomingMail,
  type IncomingMailRow,
  findIncomingMailForUpdate,
  insertIncomingMail,
  lockMessageId,
  updateOutcome,
} from './incoming.store.ts'
import { mailReceived } from './mail.events.ts'
import { keptMessageId, madeMessageId } from './reading/message-id.ts'
import type { ParsedMail } from './reading/parsed-mail.ts'

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
  const head = raw.toString('latin1', 0, 65_536)
  const end = /\r\n\r\n|\n\r?\n|\r\r/.exec(head)?.index
  const found = /^message-id[ \t]*:\s{0,10}(<[^<>\s]+>)/im.exec(head.slice(0, end))?.[1]
  return found ? keptMessageId(found) : madeMessageId(raw)
}

export interface ReceivedMail {
  readonly row: IncomingMailRow
  readonly mail: ParsedMail
}

/** Reads a mail before anything is locked for it: a difficult one may take seconds. Undefined where there is none. */
export async function readIncomingMail(ctx: Context, mailId: string): Promise<ParsedMail | undefined> {
  const row = await findIncomingMail(ctx, mailId)
  if (!row) return undefined
  const raw = await readBytes(ctx.dataFolder, row.rawSha256)
  const ourAddresses = [ctx.supportAddress, ctx.emergencyAddress].map((address) => address.toLowerCase())
  return ctx.mailReader.read(raw, { envelopeFrom: row.envelopeFrom, ourAddresses })
}

/** The ledger's line of a mail that waits to be filed, locked; undefined where it is filed already. */
export async function waitingMail(
  ctx: Context,
  mailId: string,
  from: 'waiting' | 'held' = 'waiting',
): Promise<IncomingMailRow | undefined> {
  const row = await findIncomingMailForUpdate(ctx, mailId)
  return row?.outcome === from ? row : undefined
}

/** Writes what became of a mail into the ledger. */
export async function settleMail(
  ctx: Context,
  { row, mail }: Pick<ReceivedMail, 'row' | 'mail'>,
  outcome: { outcome: 'ticket' | 'message'; ticketId: string } | { outcome: 'held' | 'rejected'; reason: string },
): Promise<void> {
  await updateOutcome(ctx, row.id, {
    fromAddress: mail.sender?.address ?? null,
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
  return findFiledByMessageId(ctx, { ...row, fromAddress: mail.sender?.address ?? null })
}

/** How many mails this sender sent within the last hour. */
export const recentMailsFrom = (ctx: Context, address: string): Promise<number> =>
  countFromSince(ctx, address, new Date(now(ctx).getTime() - 3_600_000))

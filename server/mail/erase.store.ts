import { type ExpressionBuilder, sql } from 'kysely'
import type { MailState } from '@bellwether/contract/mail.ts'
import { type Context, now } from '../platform/context.ts'
import { erasedAddress } from '../platform/erasing/erased.ts'
import { mailDb, type MailTables } from './mail.tables.ts'

/** Whose mails: all of a ticket, with those to colleagues about it, or those from and to some addresses, so many. */
export type MailsToErase =
  | { readonly ticketId: string; readonly sourceIds: readonly string[] }
  | { readonly addresses: readonly string[]; readonly limit: number }

/** The same of mails of ours, or those that came of some sources alone. */
export type OurMailsToErase = MailsToErase | { readonly sourceIds: readonly string[] }

const erasedSubject = 'Erased'

/** A mail that nobody has filed is in work still. */
const incomingOf = (mails: MailsToErase) => (mail: ExpressionBuilder<MailTables, 'mail.incomingMails'>) =>
  mail.and([
    mail('erasedAt', 'is', null),
    mail('outcome', '<>', 'waiting'),
    'ticketId' in mails ? mail('ticketId', '=', mails.ticketId) : mail('fromAddress', 'in', mails.addresses),
  ])

/** Whether a mail of theirs is still in work. */
export async function findIsWaiting(ctx: Context, addresses: readonly string[]): Promise<boolean> {
  const row = await mailDb(ctx)
    .selectFrom('mail.incomingMails')
    .select('id')
    .where('fromAddress', 'in', addresses)
    .where('outcome', '=', 'waiting')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Empties incoming mails, and says the names of their bytes. */
export async function eraseIncoming(ctx: Context, mails: MailsToErase): Promise<string[]> {
  const db = mailDb(ctx)
  const ids = db
    .selectFrom('mail.incomingMails')
    .select('id')
    .where(incomingOf(mails))
    .$if('limit' in mails, (some) => some.limit('limit' in mails ? mails.limit : 0))
  const rows = await db
    .updateTable('mail.incomingMails')
    .set({
      erasedAt: now(ctx),
      fromAddress: erasedAddress,
      envelopeFrom: erasedAddress,
      subject: erasedSubject,
      messageId: sql<string>`'<' || id || '@erased.invalid>'`,
      remoteAddress: null,
      helo: null,
      senderDomain: null,
      senderReason: sql<string | null>`case when sender_reason is null then null else 'erased' end`,
      contentSha256: null,
    })
    .where('id', 'in', ids)
    .returning('rawSha256')
    .execute()
  return rows.map(({ rawSha256 }) => rawSha256)
}

export interface ErasableMail {
  readonly id: string
  readonly createdAt: Date
}

export async function findOutgoingToErase(ctx: Context, mails: OurMailsToErase): Promise<ErasableMail[]> {
  const some = mailDb(ctx).selectFrom('mail.outgoingMails').select(['id', 'createdAt']).where('erasedAt', 'is', null)
  if ('limit' in mails) return some.where('toAddress', 'in', mails.addresses).limit(mails.limit).execute()
  if (!('ticketId' in mails)) return some.where('sourceId', 'in', mails.sourceIds).execute()
  const { ticketId, sourceIds } = mails
  return some.where((mail) => mail.or([mail('ticketId', '=', ticketId), mail('sourceId', 'in', sourceIds)])).execute()
}

/** Empties these mails of ours, and takes away who got them in Cc; what has not left yet leaves no more. */
export async function eraseOutgoing(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await mailDb(ctx).deleteFrom('mail.outgoingCopies').where('mailId', 'in', ids).execute()
  await mailDb(ctx)
    .updateTable('mail.outgoingMails')
    .set({
      erasedAt: now(ctx),
      toAddress: erasedAddress,
      subject: erasedSubject,
      text: '',
      headers: '{}',
      files: '[]',
      messageId: sql<string>`'<' || id || '@erased.invalid>'`,
      linkKind: null,
      linkAbout: null,
      state: sql<MailState>`case when state = 'queued' then 'suppressed' else state end`,
      reason: sql<string | null>`case when state = 'queued' or reason is not null then 'erased' end`,
    })
    .where('id', 'in', ids)
    .execute()
}

/** They got no mail of ours in Cc. */
export async function deleteCopiesTo(ctx: Context, addresses: readonly string[]): Promise<void> {
  await mailDb(ctx).deleteFrom('mail.outgoingCopies').where('address', 'in', addresses).execute()
}

/** Which of these bytes are those of a mail that is not erased. */
export async function findRawNamed(ctx: Context, sha256s: readonly string[]): Promise<string[]> {
  const rows = await mailDb(ctx)
    .selectFrom('mail.incomingMails')
    .select('rawSha256')
    .distinct()
    .where('rawSha256', 'in', sha256s)
    .where('erasedAt', 'is', null)
    .execute()
  return rows.map(({ rawSha256 }) => rawSha256)
}

import { type Insertable, type Selectable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { mailDb, type MailTables } from './mail.tables.ts'
import type { SenderProof } from './proof/sender-proof.rules.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../platform/database/page-by-key.ts'

export type IncomingMailRow = Selectable<MailTables['mail.incomingMails']>
export type MailOutcome = IncomingMailRow['outcome']

export async function insertIncomingMail(
  ctx: Context,
  mail: Insertable<MailTables['mail.incomingMails']>,
): Promise<string> {
  const { id } = await mailDb(ctx)
    .insertInto('mail.incomingMails')
    .values(mail)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function findIncomingMail(ctx: Context, id: string): Promise<IncomingMailRow | undefined> {
  return mailDb(ctx).selectFrom('mail.incomingMails').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findIncomingMailForUpdate(ctx: Context, id: string): Promise<IncomingMailRow | undefined> {
  return mailDb(ctx).selectFrom('mail.incomingMails').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function updateOutcome(
  ctx: Context,
  id: string,
  outcome: Pick<IncomingMailRow, 'outcome' | 'reason' | 'ticketId' | 'fromAddress' | 'subject' | 'contentSha256'> & {
    isPrivate?: boolean
  },
): Promise<void> {
  await mailDb(ctx).updateTable('mail.incomingMails').set(outcome).where('id', '=', id).execute()
}

/** For verbs: a mail by its message id that was filed on one ticket stands on another one now. */
export async function refileMail(
  ctx: Context,
  { messageId, fromId, intoId }: { messageId: string; fromId: string; intoId: string },
): Promise<void> {
  await mailDb(ctx)
    .updateTable('mail.incomingMails')
    .set({ ticketId: intoId })
    .where('ticketId', '=', fromId)
    .where('messageId', '=', messageId)
    .execute()
}

/** Keeps with a mail to which addresses that nobody has set up it came. */
export async function updateStrays(ctx: Context, id: string, strayTo: string[]): Promise<void> {
  await mailDb(ctx).updateTable('mail.incomingMails').set({ strayTo }).where('id', '=', id).execute()
}

/** Lets held mails wait to be filed that came to one of these addresses, the oldest first. Says which. */
export async function releaseHeld(ctx: Context, addresses: readonly string[], limit: number): Promise<string[]> {
  const rows = await mailDb(ctx)
    .updateTable('mail.incomingMails')
    .set({ outcome: 'waiting', reason: null, strayTo: null })
    .where('id', 'in', (held) =>
      held
        .selectFrom('mail.incomingMails')
        .select('id')
        .where('outcome', '=', 'held')
        .where('strayTo', '&&', sql<string[]>`${addresses}::text[]`)
        .orderBy('receivedAt')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'receivedAt'])
    .execute()
  return rows.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime()).map(({ id }) => id)
}

export interface StrayCount {
  readonly address: string
  readonly held: number
  readonly newestAt: Date
}

/** Addresses that nobody has set up, with how many mails are held for each; the newest first. */
export async function countStrays(ctx: Context, limit: number): Promise<StrayCount[]> {
  const { rows } = await sql<StrayCount>`
    select address, count(*) as held, max(received_at) as newest_at
    from mail.incoming_mails, unnest(stray_to) as address
    where outcome = 'held'
    group by address
    -- A mail to many that do not exist hides no address to which somebody wrote alone.
    order by min(cardinality(stray_to)), newest_at desc, address limit ${limit}
  `.execute(ctx.db)
  return rows
}

export async function updateSenderProof(ctx: Context, id: string, proof: SenderProof): Promise<void> {
  const { verdict, domain, reason } = proof
  await mailDb(ctx)
    .updateTable('mail.incomingMails')
    .set({
      senderVerdict: verdict,
      senderDomain: domain?.replaceAll('\0', '') ?? null,
      senderReason: reason.replaceAll('\0', ''),
    })
    .where('id', '=', id)
    .execute()
}

export async function findIncomingMails(ctx: Context, ids: readonly string[]): Promise<IncomingMailRow[]> {
  if (ids.length === 0) return []
  return mailDb(ctx).selectFrom('mail.incomingMails').selectAll().where('id', 'in', ids).execute()
}

/** The names of all raw mails in the content store. */
export async function listRawNames(ctx: Context): Promise<string[]> {
  const rows = await mailDb(ctx).selectFrom('mail.incomingMails').select('rawSha256').distinct().execute()
  return rows.map(({ rawSha256 }) => rawSha256)
}

/** Another mail with this Message-ID and this content that became one of these, since an instant where one is named. */
export async function findFiledCopy(
  ctx: Context,
  mail: Pick<IncomingMailRow, 'id' | 'messageId'> & { contentSha256: string },
  outcomes: MailOutcome[],
  since?: Date,
): Promise<IncomingMailRow | undefined> {
  return mailDb(ctx)
    .selectFrom('mail.incomingMails')
    .selectAll()
    .where('messageId', '=', mail.messageId)
    .where('contentSha256', '=', mail.contentSha256)
    .where('id', '!=', mail.id)
    .where('outcome', 'in', outcomes)
    .$if(since !== undefined, (copies) => copies.where('receivedAt', '>=', since ?? new Date(0)))
    .orderBy('receivedAt')
    .executeTakeFirst()
}

export async function updateRecipients(ctx: Context, id: string, envelopeTo: string[]): Promise<void> {
  await mailDb(ctx).updateTable('mail.incomingMails').set({ envelopeTo }).where('id', '=', id).execute()
}

/** Mails that nobody has filed by then, oldest first. */
export async function findWaiting(ctx: Context, receivedBefore: Date, limit: number): Promise<IncomingMailRow[]> {
  return mailDb(ctx)
    .selectFrom('mail.incomingMails')
    .selectAll()
    .where('outcome', '=', 'waiting')
    .where('receivedAt', '<', receivedBefore)
    .orderBy('receivedAt')
    .limit(limit)
    .execute()
}

export async function countOutcomes(ctx: Context): Promise<{ outcome: MailOutcome; count: number }[]> {
  return mailDb(ctx)
    .selectFrom('mail.incomingMails')
    .select(['outcome', sql<number>`count(*)`.as('count')])
    .groupBy('outcome')
    .execute()
}

export async function findNewestOnTicket(
  ctx: Context,
): Promise<{ ticketId: string; receivedAt: Date; envelopeTo: string[] } | undefined> {
  const row = await mailDb(ctx)
    .selectFrom('mail.incomingMails')
    .select(['ticketId', 'receivedAt', 'envelopeTo'])
    .where('outcome', 'in', ['ticket', 'message'])
    .where('ticketId', 'is not', null)
    .orderBy('receivedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.ticketId ? { ...row, ticketId: row.ticketId } : undefined
}

export async function countHeld(ctx: Context): Promise<number> {
  const { count } = await mailDb(ctx)
    .selectFrom('mail.incomingMails')
    .select(sql<number>`count(*)`.as('count'))
    .where('outcome', '=', 'held')
    .executeTakeFirstOrThrow()
  return count
}

/** Mails that should have been filed by then, and filed ones that lead nowhere. */
export async function countAstray(ctx: Context, receivedBefore: Date): Promise<number> {
  const { count } = await mailDb(ctx)
    .selectFrom('mail.incomingMails')
    .select(sql<number>`count(*)`.as('count'))
    .where((where) =>
      where.or([
        where.and([where('outcome', '=', 'waiting'), where('receivedAt', '<', receivedBefore)]),
        where.and([where('outcome', 'in', ['ticket', 'message']), where('ticketId', 'is', null)]),
      ]),
    )
    .executeTakeFirstOrThrow()
  return count
}

export async function listIncoming(
  ctx: Context,
  page: Page & { outcome: MailOutcome | undefined },
): Promise<PageOf<IncomingMailRow>> {
  const rows = mailDb(ctx)
    .selectFrom('mail.incomingMails')
    .selectAll()
    .$if(page.outcome !== undefined, (query) => query.where('outcome', '=', page.outcome ?? 'held'))
  return onePage(rows, newestFirst('receivedAt'), page)
}

/** Held until the transaction ends. */
export async function lockMessageId(ctx: Context, messageId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${messageId}, 1))`.execute(ctx.db)
}

/** Mails that wait to be filed and came before this one to an address of it in which this text stands; the oldest first. */
export async function findEarlierWaiting(ctx: Context, id: string, text: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select earlier.id from mail.incoming_mails mail
    join mail.incoming_mails earlier
      on earlier.outcome = 'waiting' and earlier.received_at < mail.received_at
      and earlier.envelope_to && array(
        select address from unnest(mail.envelope_to) as address where strpos(lower(address), ${text}) > 0)
    where mail.id = ${id} and mail.outcome = 'waiting'
    order by earlier.received_at limit ${limit}
  `.execute(ctx.db)
  return rows.map((row) => row.id)
}

/** Whether a mail with one of these ids waits to be filed that came no later than this one. */
export async function isOneWaiting(
  ctx: Context,
  messageIds: readonly string[],
  before: Pick<IncomingMailRow, 'id' | 'receivedAt'>,
): Promise<boolean> {
  if (messageIds.length === 0) return false
  const { id, receivedAt } = before
  const row = await mailDb(ctx)
    .selectFrom('mail.incomingMails')
    .select('id')
    .where('outcome', '=', 'waiting')
    .where('messageId', 'in', messageIds)
    .where('receivedAt', '<=', receivedAt)
    .where('id', '<>', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

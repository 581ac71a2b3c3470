import { sql } from 'kysely'
import type { Insertable, Selectable } from 'kysely'
import type { Context } from '../platform/context.ts'
import { mailDb, type MailTables } from './mail.tables.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../platform/database/page-by-key.ts'

export type OutgoingMailRow = Selectable<MailTables['mail.outgoingMails']>

export async function insertOutgoingMails(
  ctx: Context,
  mails: readonly Insertable<MailTables['mail.outgoingMails']>[],
): Promise<void> {
  await mailDb(ctx)
    .insertInto('mail.outgoingMails')
    .values([...mails])
    .execute()
}

export async function findOutgoingMails(ctx: Context, ids: readonly string[]): Promise<OutgoingMailRow[]> {
  if (ids.length === 0) return []
  return mailDb(ctx).selectFrom('mail.outgoingMails').selectAll().where('id', 'in', ids).execute()
}

/** Changes a delivery that is still in one of these states; undefined when it is not, so that each end is told once. */
export async function updateDelivery(
  ctx: Context,
  id: string,
  from: readonly OutgoingMailRow['state'][],
  delivery: Pick<OutgoingMailRow, 'state' | 'reason'> & { sentAt?: Date | null },
): Promise<OutgoingMailRow['kind'] | undefined> {
  const changed = await mailDb(ctx)
    .updateTable('mail.outgoingMails')
    .set(delivery)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .returning('kind')
    .executeTakeFirst()
  return changed?.kind
}

/** How many mails of these kinds were let out since then: to an address, to a domain and those below it, about a ticket, or all. */
export async function countSince(
  ctx: Context,
  counted: {
    kinds: readonly OutgoingMailRow['kind'][]
    address?: string
    domain?: string
    ticketId?: string
    since: Date
  },
): Promise<number> {
  const { kinds, address, domain, ticketId, since } = counted
  const host = sql<string>`split_part(to_address, '@', 2)`
  const row = await mailDb(ctx)
    .selectFrom('mail.outgoingMails')
    .select(sql<number>`count(*)`.as('count'))
    .where('createdAt', '>', since)
    .where('state', '!=', 'suppressed')
    .where('kind', 'in', [...kinds])
    .$if(address !== undefined, (query) => query.where('toAddress', '=', address ?? ''))
    .$if(ticketId !== undefined, (query) => query.where('ticketId', '=', ticketId ?? ''))
    .$if(domain !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where(host, '=', domain ?? ''),
          where(sql<string>`right(${host}, ${(domain ?? '').length + 1})`, '=', `.${domain ?? ''}`),
        ]),
      ),
    )
    .executeTakeFirstOrThrow()
  return row.count
}

/** How many mails and copies were let out to each of these addresses since then; one without any is left out. */
export async function countByAddress(
  ctx: Context,
  addresses: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ address: string; count: number }>`
    select address, count(*) as count from (
      select to_address as address from mail.outgoing_mails
      where to_address = any(${addresses}) and created_at > ${since} and state <> 'suppressed'
      union all
      select copy.address from mail.outgoing_copies copy join mail.outgoing_mails mail on mail.id = copy.mail_id
      where copy.address = any(${addresses}) and mail.created_at > ${since} and copy.state <> 'suppressed'
    ) let_out
    group by address`.execute(ctx.db)
  return new Map(rows.map(({ address, count }) => [address, count]))
}

/** How many mails were held back since then, for whatever reason or for one of these. */
export async function countSuppressed(ctx: Context, since: Date, reasons?: readonly string[]): Promise<number> {
  const { count } = await mailDb(ctx)
    .selectFrom('mail.outgoingMails')
    .select(sql<number>`count(*)`.as('count'))
    .where('state', '=', 'suppressed')
    .where('createdAt', '>', since)
    .$if(reasons !== undefined, (query) => query.where('reason', 'in', [...(reasons ?? [])]))
    .executeTakeFirstOrThrow()
  return count
}

/** Held until the transaction ends: two at once, in any process, count each other. */
export async function lockAcknowledging(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('mail.acknowledging', 2))`.execute(ctx.db)
}

export async function listOutgoing(ctx: Context, page: Page): Promise<PageOf<OutgoingMailRow>> {
  const rows = mailDb(ctx).selectFrom('mail.outgoingMails').selectAll()
  return onePage(rows, newestFirst('createdAt'), page)
}

/** What became of the mails sent for these sources (messages of a ticket). */
export async function findDeliveries(ctx: Context, sourceIds: readonly string[]): Promise<OutgoingMailRow[]> {
  if (sourceIds.length === 0) return []
  return mailDb(ctx).selectFrom('mail.outgoingMails').selectAll().where('sourceId', 'in', sourceIds).execute()
}

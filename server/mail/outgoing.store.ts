import { type Insertable, type RawBuilder, type Selectable, sql } from 'kysely'
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

/** Which of the mails that were let out are counted; what is left out is all of them. */
export interface CountedMails {
  readonly kinds: readonly OutgoingMailRow['kind'][]
  readonly address?: string
  /** This domain and those below it. */
  readonly domain?: string
  readonly ticketId?: string
  readonly since: Date
  /** So many are as good as more. */
  readonly upTo: number
}

/** How many of each were let out, in their order. */
export async function countLetOut(ctx: Context, counted: readonly CountedMails[]): Promise<number[]> {
  const counts = counted.map(({ kinds, address, domain, ticketId, since, upTo }) => {
    const mails = mailDb(ctx)
      .selectFrom('mail.outgoingMails')
      .select('id')
      .where('createdAt', '>', since)
      .where(sql<boolean>`state <> 'suppressed'`)
      .where('kind', 'in', [...kinds])
      .$if(address !== undefined, (query) => query.where('toAddress', '=', address ?? ''))
      .$if(ticketId !== undefined, (query) => query.where('ticketId', '=', ticketId ?? ''))
      .$if(domain !== undefined, (query) => query.where(isAtOrBelow(domain ?? '')))
      .limit(upTo)
    return sql`(select count(*) from (${mails}) let_out)`
  })
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(counts)}]::int[] as counts`.execute(ctx.db)
  return rows[0]?.counts ?? []
}

/** One stretch of the index: what is below a domain begins, turned round, with it and a full stop; the slash follows on that. */
function isAtOrBelow(domain: string): RawBuilder<boolean> {
  const host = sql`reverse(split_part(to_address, '@', 2)) collate "C"`
  const turned = sql`reverse(${domain}::text)`
  return sql<boolean>`(
    ${host} >= ${turned} and ${host} < ${turned} || '/' and (${host} = ${turned} or ${host} >= ${turned} || '.'))`
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

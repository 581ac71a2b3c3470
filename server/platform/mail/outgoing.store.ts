import { sql } from 'kysely'
import type { Insertable, Selectable } from 'kysely'
import type { Context } from '../context.ts'
import type { PlatformTables } from '../database/platform.tables.ts'
import { type Cursor, pageAfter } from '../database/page-after.ts'

export type OutgoingMailRow = Selectable<PlatformTables['platform.outgoingMails']>

export async function insertOutgoingMail(
  ctx: Context,
  mail: Insertable<PlatformTables['platform.outgoingMails']>,
): Promise<void> {
  await ctx.db.insertInto('platform.outgoingMails').values(mail).execute()
}

export async function findOutgoingMail(ctx: Context, id: string): Promise<OutgoingMailRow | undefined> {
  return ctx.db.selectFrom('platform.outgoingMails').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findOutgoingMails(ctx: Context, ids: readonly string[]): Promise<OutgoingMailRow[]> {
  if (ids.length === 0) return []
  return ctx.db.selectFrom('platform.outgoingMails').selectAll().where('id', 'in', ids).execute()
}

/** Changes a delivery that is still in one of these states; false when it is not, so that each end is told once. */
export async function updateDelivery(
  ctx: Context,
  id: string,
  from: readonly OutgoingMailRow['state'][],
  delivery: Pick<OutgoingMailRow, 'state' | 'reason'> & { sentAt?: Date | null },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('platform.outgoingMails')
    .set(delivery)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** How many mails went to this address, and of which kinds, since then. */
export async function countSince(
  ctx: Context,
  toAddress: string,
  since: Date,
  kinds?: readonly OutgoingMailRow['kind'][],
): Promise<number> {
  const row = await ctx.db
    .selectFrom('platform.outgoingMails')
    .select(sql<number>`count(*)`.as('count'))
    .where('toAddress', '=', toAddress)
    .where('createdAt', '>', since)
    .where('state', '!=', 'suppressed')
    .$if(kinds !== undefined, (query) => query.where('kind', 'in', [...(kinds ?? [])]))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function listOutgoing(
  ctx: Context,
  page: { after: Cursor | undefined; limit: number },
): Promise<OutgoingMailRow[]> {
  return ctx.db
    .selectFrom('platform.outgoingMails')
    .selectAll()
    .$if(page.after !== undefined, (query) => query.where(pageAfter('createdAt', page.after)))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
}

/** What became of the mails sent for these sources (messages of a ticket). */
export async function findDeliveries(ctx: Context, sourceIds: readonly string[]): Promise<OutgoingMailRow[]> {
  if (sourceIds.length === 0) return []
  return ctx.db.selectFrom('platform.outgoingMails').selectAll().where('sourceId', 'in', sourceIds).execute()
}

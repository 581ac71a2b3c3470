import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Context } from '../platform/context.ts'
import { mailDb, type MailTables } from './mail.tables.ts'

export type MailboxRow = Selectable<MailTables['mail.mailboxes']>

/** Those in use, the default first, the others by address. */
export async function findMailboxes(ctx: Pick<Context, 'db'>): Promise<MailboxRow[]> {
  return mailDb(ctx)
    .selectFrom('mail.mailboxes')
    .selectAll()
    .where('removedAt', 'is', null)
    .orderBy('isDefault', 'desc')
    .orderBy('address')
    .execute()
}

/** Addresses of mailboxes that were taken away. */
export async function findFormerAddresses(ctx: Pick<Context, 'db'>): Promise<string[]> {
  const rows = await mailDb(ctx)
    .selectFrom('mail.mailboxes')
    .select('address')
    .where('removedAt', 'is not', null)
    .execute()
  return rows.map(({ address }) => address)
}

export async function findMailboxForUpdate(ctx: Context, id: string): Promise<MailboxRow | undefined> {
  return mailDb(ctx)
    .selectFrom('mail.mailboxes')
    .selectAll()
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

/** Adds a mailbox, or takes one with this address into use again; undefined where one is in use. */
export async function insertMailbox(
  ctx: Context,
  mailbox: Insertable<MailTables['mail.mailboxes']>,
): Promise<MailboxRow | undefined> {
  return mailDb(ctx)
    .insertInto('mail.mailboxes')
    .values(mailbox)
    .onConflict((conflict) =>
      conflict
        .column('address')
        .doUpdateSet({ ...mailbox, removedAt: null })
        .where('mailboxes.removedAt' as never, 'is not', null as never),
    )
    .returningAll()
    .executeTakeFirst()
}

/** Adds one that the settings name unless it was ever known. Says whether it is new. */
export async function insertUnknownMailbox(
  ctx: Context,
  mailbox: Insertable<MailTables['mail.mailboxes']>,
): Promise<boolean> {
  const result = await mailDb(ctx)
    .insertInto('mail.mailboxes')
    .values(mailbox)
    .onConflict((conflict) => conflict.column('address').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function updateMailbox(
  ctx: Context,
  id: string,
  change: Updateable<MailTables['mail.mailboxes']>,
): Promise<void> {
  await mailDb(ctx).updateTable('mail.mailboxes').set(change).where('id', '=', id).execute()
}

/** One of them alone is the default. */
export async function moveDefault(ctx: Context, address: string): Promise<void> {
  await mailDb(ctx).updateTable('mail.mailboxes').set({ isDefault: false }).where('isDefault', '=', true).execute()
  await mailDb(ctx).updateTable('mail.mailboxes').set({ isDefault: true }).where('address', '=', address).execute()
}

/** Held until the transaction ends: the default moves for one at a time. */
export async function lockMailboxes(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('mail.mailboxes', 2))`.execute(ctx.db)
}

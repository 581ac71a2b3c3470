import type { Selectable } from 'kysely'
import type { Context } from '../platform/context.ts'
import { mailDb, type MailTables } from './mail.tables.ts'

/** Somebody who gets an outgoing mail in Cc, and what became of it there. */
export type CopyRow = Selectable<MailTables['mail.outgoingCopies']>

export async function insertCopies(ctx: Context, copies: readonly CopyRow[]): Promise<void> {
  if (copies.length === 0) return
  await mailDb(ctx)
    .insertInto('mail.outgoingCopies')
    .values([...copies])
    .execute()
}

export async function findCopies(ctx: Context, mailIds: readonly string[]): Promise<CopyRow[]> {
  if (mailIds.length === 0) return []
  return mailDb(ctx)
    .selectFrom('mail.outgoingCopies')
    .selectAll()
    .where('mailId', 'in', mailIds)
    .orderBy('address')
    .execute()
}

/** The copies of the mails that carry these sources, each with its source. */
export async function findCopiesOfSources(
  ctx: Context,
  sourceIds: readonly string[],
): Promise<(CopyRow & { sourceId: string | null })[]> {
  if (sourceIds.length === 0) return []
  return mailDb(ctx)
    .selectFrom('mail.outgoingCopies as copy')
    .innerJoin('mail.outgoingMails as mail', 'mail.id', 'copy.mailId')
    .selectAll('copy')
    .select('mail.sourceId')
    .where('mail.sourceId', 'in', sourceIds)
    .orderBy('copy.address')
    .execute()
}

/** Changes a copy that is still in one of these states; false when it is not, so that each end is told once. */
export async function updateCopy(
  ctx: Context,
  of: Pick<CopyRow, 'mailId' | 'address'>,
  from: readonly CopyRow['state'][],
  end: Pick<CopyRow, 'state' | 'reason'>,
): Promise<boolean> {
  const result = await mailDb(ctx)
    .updateTable('mail.outgoingCopies')
    .set(end)
    .where('mailId', '=', of.mailId)
    .where('address', '=', of.address)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

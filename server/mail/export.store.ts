import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { Stored } from '../platform/files/file-store.ts'

/** A mail as it came, and under which name it is given on. */
export interface RawMail extends Stored {
  readonly id: string
}

/** A mail of ours as it went out, without the links that let somebody in. */
export interface OwnMail {
  readonly id: string
  readonly at: Date
  readonly subject: string
  readonly text: string
}

interface Part {
  readonly after: string
  readonly limit: number
}

export async function findIncomingToExport(
  ctx: Context,
  addresses: readonly string[],
  { after, limit }: Part,
): Promise<RawMail[]> {
  const { rows } = await sql<RawMail>`
    select id, raw_sha256 as sha256, size_bytes from mail.incoming_mails
    where from_address = any(${addresses}::text[]) and not is_private and erased_at is null and id > ${after}
    order by id limit ${limit}`.execute(ctx.db)
  return rows
}

export async function findOutgoingToExport(
  ctx: Context,
  addresses: readonly string[],
  { after, limit }: Part,
): Promise<OwnMail[]> {
  const { rows } = await sql<OwnMail>`
    select id, created_at as at, subject, replace(text, '{link}', '(a link)') as text from mail.outgoing_mails
    where to_address = any(${addresses}::text[]) and erased_at is null and id > ${after}
    order by id limit ${limit}`.execute(ctx.db)
  return rows
}

export async function countMailsOf(ctx: Context, addresses: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*)::int from mail.incoming_mails where from_address = any(${addresses}::text[]) and erased_at is null)
      + (select count(*)::int from mail.outgoing_mails where to_address = any(${addresses}::text[]) and erased_at is null) as count
  `.execute(ctx.db)
  return rows[0]?.count ?? 0
}

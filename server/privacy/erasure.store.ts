import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Context } from '../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { privacyDb, type PrivacyTables } from './privacy.tables.ts'

export type ErasureRow = Selectable<PrivacyTables['privacy.erasures']>

export async function insertErasure(
  ctx: Context,
  erasure: Insertable<PrivacyTables['privacy.erasures']>,
): Promise<ErasureRow> {
  return privacyDb(ctx).insertInto('privacy.erasures').values(erasure).returningAll().executeTakeFirstOrThrow()
}

export async function findErasure(ctx: Context, id: string): Promise<ErasureRow | undefined> {
  return privacyDb(ctx).selectFrom('privacy.erasures').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Those that go on, the oldest first. */
export async function findUnfinished(ctx: Context): Promise<ErasureRow[]> {
  return privacyDb(ctx)
    .selectFrom('privacy.erasures')
    .selectAll()
    .where('stage', '<>', 'finished')
    .orderBy('askedAt')
    .orderBy('id')
    .execute()
}

export async function findErasures(
  ctx: Context,
  { digest, ...page }: Page & { digest: string | undefined },
): Promise<PageOf<ErasureRow>> {
  const rows = privacyDb(ctx)
    .selectFrom('privacy.erasures')
    .selectAll()
    .$if(digest !== undefined, (some) => some.where('digests', '@>', sql<string[]>`array[${digest}::text]`))
  return onePage(rows, newestFirst('askedAt'), page)
}

export async function updateErasure(
  ctx: Context,
  id: string,
  change: Updateable<PrivacyTables['privacy.erasures']>,
): Promise<void> {
  await privacyDb(ctx).updateTable('privacy.erasures').set(change).where('id', '=', id).execute()
}

/** Adds to what an erasure has emptied so far. */
export async function addErased(ctx: Context, id: string, more: Partial<ErasureRow['erased']>): Promise<void> {
  await sql`
    update privacy.erasures set erased = erased || coalesce((
      select jsonb_object_agg(key, coalesce((erased->>key)::int, 0) + value::int)
      from jsonb_each_text(${JSON.stringify(more)}::jsonb)
    ), '{}') where id = ${id}`.execute(ctx.db)
}

/** Held until the transaction ends: nobody is erased twice at once. */
export async function lockErasing(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('privacy.erasing', 4))`.execute(ctx.db)
}

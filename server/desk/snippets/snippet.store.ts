import { type Selectable, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'
import { type Reader, sharedWith } from '../sharing.store.ts'

export type SnippetRow = Selectable<DeskTables['desk.snippets']>
type SnippetFields = Pick<SnippetRow, 'name' | 'text' | 'isForEverybody' | 'teamIds'>

const listSeenBy = (ctx: Context, reader: Reader) =>
  deskDb(ctx).selectFrom('desk.snippets').selectAll().where(sharedWith(reader))

/** What somebody made, and what is shared with them, by name; where these are more, their own are among them. */
export const findSnippets = (ctx: Context, reader: Reader, limit: number): Promise<SnippetRow[]> =>
  deskDb(ctx)
    .selectFrom(
      listSeenBy(ctx, reader)
        .orderBy(sql`owner_id <> ${reader.personId}`)
        .orderBy(sql`lower(name)`)
        .limit(limit)
        .as('seen'),
    )
    .selectAll()
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute()

export const findSnippet = (ctx: Context, reader: Reader, id: string): Promise<SnippetRow | undefined> =>
  listSeenBy(ctx, reader).where('id', '=', id).executeTakeFirst()

/** How many somebody has besides this one, and with how many letters. Held until the transaction ends: nobody adds two at once. */
export async function countSnippetsOf(
  ctx: Context,
  ownerId: string,
  exceptId: string | null,
): Promise<{ count: number; letters: number }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${ownerId}, 22))`.execute(deskDb(ctx))
  return deskDb(ctx)
    .selectFrom('desk.snippets')
    .select([sql<number>`count(*)`.as('count'), sql<number>`coalesce(sum(length(text)), 0)::int`.as('letters')])
    .where('ownerId', '=', ownerId)
    .where('id', 'is distinct from', exceptId)
    .executeTakeFirstOrThrow()
}

export async function insertSnippet(ctx: Context, ownerId: string, fields: SnippetFields): Promise<SnippetRow> {
  return deskDb(ctx)
    .insertInto('desk.snippets')
    .values({ ...fields, ownerId, changedAt: now(ctx) })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function updateSnippet(ctx: Context, id: string, fields: SnippetFields): Promise<SnippetRow> {
  return deskDb(ctx)
    .updateTable('desk.snippets')
    .set({ ...fields, changedAt: now(ctx) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function deleteSnippetRow(ctx: Context, id: string): Promise<void> {
  await deskDb(ctx).deleteFrom('desk.snippets').where('id', '=', id).execute()
}

import { type Insertable, type Selectable, sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import type { Stored } from '../../platform/files/file-store.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type ComingFileRow = Selectable<DeskTables['desk.comingFiles']>

/** Begins a file, or goes on with the one that was begun: its id. */
export async function beginComing(ctx: Context, file: Insertable<DeskTables['desk.comingFiles']>): Promise<string> {
  const { begunAt, contentType } = file
  const { id } = await deskDb(ctx)
    .insertInto('desk.comingFiles')
    .values(file)
    .onConflict((conflict) =>
      conflict
        .columns(['ticketId', 'personId', 'kind', 'fileName', 'sizeBytes', 'mark'])
        .doUpdateSet({ begunAt, contentType }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** How many come from somebody. Held until the transaction ends: nobody begins two at once. */
export async function countComingOf(ctx: Context, personId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 23))`.execute(deskDb(ctx))
  const { count } = await deskDb(ctx)
    .selectFrom('desk.comingFiles')
    .select(sql<number>`count(*)`.as('count'))
    .where('personId', '=', personId)
    .executeTakeFirstOrThrow()
  return count
}

/** Somebody's own, held until the transaction ends: parts are added one after the other. */
export const findComingForUpdate = (ctx: Context, id: string, personId: string): Promise<ComingFileRow | undefined> =>
  deskDb(ctx)
    .selectFrom('desk.comingFiles')
    .selectAll()
    .where('id', '=', id)
    .where('personId', '=', personId)
    .forUpdate()
    .executeTakeFirst()

/** How many bytes of it have come. */
export async function countCome(ctx: Context, id: string): Promise<number> {
  const { bytes } = await deskDb(ctx)
    .selectFrom('desk.comingParts')
    .select(sql<number>`coalesce(sum(size_bytes), 0)::bigint`.as('bytes'))
    .where('comingId', '=', id)
    .executeTakeFirstOrThrow()
  return bytes
}

export async function insertPart(ctx: Context, part: Insertable<DeskTables['desk.comingParts']>): Promise<void> {
  await deskDb(ctx).insertInto('desk.comingParts').values(part).execute()
}

/** What has come, in its order. */
export const findParts = (ctx: Context, id: string): Promise<Stored[]> =>
  deskDb(ctx)
    .selectFrom('desk.comingParts as part')
    .innerJoin('platform.files as file', 'file.id', 'part.fileId')
    .select(['file.sha256', 'part.sizeBytes'])
    .where('part.comingId', '=', id)
    .orderBy('part.fromByte')
    .execute()

/** It comes no more: the ids of its parts. */
export const deleteComing = (ctx: Context, id: string): Promise<string[]> => deleteComingWhere(ctx, sql`id = ${id}`)

/** All that come from somebody: the ids of their parts. */
export const deleteComingOf = (ctx: Context, personId: string): Promise<string[]> =>
  deleteComingWhere(ctx, sql`person_id = ${personId}`)

/** All that come to a ticket: the ids of their parts. */
export const deleteComingTo = (ctx: Context, ticketId: string): Promise<string[]> =>
  deleteComingWhere(ctx, sql`ticket_id = ${ticketId}`)

/** Some that nobody has gone on with since then: the ids of their parts. */
export const deleteForgottenComing = (ctx: Context, before: Date, limit: number): Promise<string[]> =>
  deleteComingWhere(
    ctx,
    sql`id in (select id from desk.coming_files where begun_at < ${before} order by begun_at limit ${limit} for update skip locked)`,
  )

async function deleteComingWhere(ctx: Context, which: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await sql<{ fileId: string }>`
    with gone as (delete from desk.coming_files where ${which} returning id)
    delete from desk.coming_parts using gone where coming_id = gone.id returning file_id`.execute(deskDb(ctx))
  return rows.map(({ fileId }) => fileId)
}

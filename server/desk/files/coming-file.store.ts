import { type Insertable, type Selectable, sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import type { Stored } from '../../platform/files/file-store.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type ComingFileRow = Selectable<DeskTables['desk.comingFiles']>

/** Begins a file, or goes on with the one that was begun. */
export async function beginComing(
  ctx: Context,
  file: Insertable<DeskTables['desk.comingFiles']>,
): Promise<ComingFileRow> {
  const { begunAt, contentType } = file
  return deskDb(ctx)
    .insertInto('desk.comingFiles')
    .values(file)
    .onConflict((conflict) =>
      conflict
        .columns(['ticketId', 'personId', 'kind', 'fileName', 'sizeBytes', 'mark'])
        .doUpdateSet({ begunAt, contentType }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** More of it came at that instant. */
export async function touchComing(ctx: Context, id: string, begunAt: Date): Promise<void> {
  await deskDb(ctx).updateTable('desk.comingFiles').set({ begunAt }).where('id', '=', id).execute()
}

/** It is whole. Says the ids of its parts, which nobody needs any more. */
export async function endComing(ctx: Context, id: string, draftFileId: string): Promise<string[]> {
  const parts = await deskDb(ctx)
    .deleteFrom('desk.comingParts')
    .where('comingId', '=', id)
    .returning('fileId')
    .execute()
  await deskDb(ctx).updateTable('desk.comingFiles').set({ draftFileId }).where('id', '=', id).execute()
  return parts.map(({ fileId }) => fileId)
}

/** What somebody began before, and waits with a reply by now or is somebody else's to write on with, is another one. */
export async function deleteSpent(ctx: Context, personId: string): Promise<void> {
  await sql`
    delete from desk.coming_files using desk.draft_files file
    where coming_files.person_id = ${personId} and file.id = draft_file_id
      and (file.unsent_id is not null or file.person_id <> coming_files.person_id)`.execute(deskDb(ctx))
}

/** How many come from somebody. Held until the transaction ends: nobody begins two at once. */
export async function countComingOf(ctx: Context, personId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 23))`.execute(deskDb(ctx))
  const { count } = await deskDb(ctx)
    .selectFrom('desk.comingFiles')
    .select(sql<number>`count(*)`.as('count'))
    .where('personId', '=', personId)
    .where('draftFileId', 'is', null)
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

/** They are held first: a part that is added at the same time is seen by what follows. */
async function deleteComingWhere(ctx: Context, which: ReturnType<typeof sql>): Promise<string[]> {
  const held = await sql<{ id: string }>`select id from desk.coming_files where ${which} for update`.execute(
    deskDb(ctx),
  )
  const ids = held.rows.map(({ id }) => id)
  const parts = await sql<{ fileId: string }>`
    delete from desk.coming_parts where coming_id = any(${ids}::uuid[]) returning file_id`.execute(deskDb(ctx))
  await sql`delete from desk.coming_files where id = any(${ids}::uuid[])`.execute(deskDb(ctx))
  return parts.rows.map(({ fileId }) => fileId)
}

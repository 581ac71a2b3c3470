import { type Insertable, type Selectable, sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type DraftFileRow = Selectable<DeskTables['desk.draftFiles']>

type Draft = Pick<DraftFileRow, 'ticketId' | 'personId' | 'kind'>

export async function insertDraftFile(
  ctx: Context,
  file: Insertable<DeskTables['desk.draftFiles']>,
): Promise<DraftFileRow> {
  return deskDb(ctx).insertInto('desk.draftFiles').values(file).returningAll().executeTakeFirstOrThrow()
}

/** Held until the transaction ends: files come one after the other, so that together they are not too much. */
export async function lockFilesOf(ctx: Context, { ticketId, personId }: Draft): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${personId} ${ticketId}`}, 22))`.execute(deskDb(ctx))
}

/** What somebody has put to what they are writing on a ticket, in its order. */
export const findDraftFiles = (
  ctx: Context,
  { ticketId, personId }: Pick<Draft, 'ticketId' | 'personId'>,
): Promise<DraftFileRow[]> =>
  deskDb(ctx)
    .selectFrom('desk.draftFiles')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('personId', '=', personId)
    .where('unsentId', 'is', null)
    .orderBy('place')
    .execute()

export const findDraftFile = (ctx: Context, id: string): Promise<DraftFileRow | undefined> =>
  deskDb(ctx).selectFrom('desk.draftFiles').selectAll().where('id', '=', id).executeTakeFirst()

export async function findFilesOfUnsent(ctx: Context, unsentIds: readonly string[]): Promise<DraftFileRow[]> {
  if (unsentIds.length === 0) return []
  return deskDb(ctx)
    .selectFrom('desk.draftFiles')
    .selectAll()
    .where('unsentId', 'in', unsentIds)
    .orderBy('place')
    .execute()
}

/** Somebody's own, or those of a reply that waits: what goes with what is said now. Who takes them has them alone. */
export type TakenFiles = (Draft & { readonly ids: readonly string[] }) | { readonly unsentId: string }

const ofTaken = (taken: TakenFiles) =>
  'unsentId' in taken
    ? sql<boolean>`unsent_id = ${taken.unsentId}`
    : sql<boolean>`id = any(${taken.ids}::uuid[]) and unsent_id is null and ticket_id = ${taken.ticketId}
        and person_id = ${taken.personId} and kind = ${taken.kind}`

export async function deleteTakenFiles(ctx: Context, taken: TakenFiles): Promise<DraftFileRow[]> {
  const rows = await deskDb(ctx).deleteFrom('desk.draftFiles').where(ofTaken(taken)).returningAll().execute()
  return rows.toSorted((a, b) => a.place - b.place)
}

/** They wait with this reply. */
export const moveToUnsent = (ctx: Context, taken: TakenFiles, unsentId: string): Promise<DraftFileRow[]> =>
  deskDb(ctx).updateTable('desk.draftFiles').set({ unsentId }).where(ofTaken(taken)).returningAll().execute()

/** Nobody writes on with them. Says which files they were. */
export async function deleteFilesOfUnsent(ctx: Context, unsentId: string): Promise<string[]> {
  const rows = await deskDb(ctx)
    .deleteFrom('desk.draftFiles')
    .where('unsentId', '=', unsentId)
    .returning('fileId')
    .execute()
  return rows.map(({ fileId }) => fileId)
}

/** Whoever takes the reply back writes on with them. */
export async function giveFilesOfUnsent(ctx: Context, unsentId: string, personId: string): Promise<void> {
  await deskDb(ctx).updateTable('desk.draftFiles').set({ personId }).where('unsentId', '=', unsentId).execute()
}

/** Somebody's own that is not said yet, whatever happens to it at the same time; undefined where there is none. */
export const deleteDraftFile = (ctx: Context, id: string, personId: string): Promise<DraftFileRow | undefined> =>
  deskDb(ctx)
    .deleteFrom('desk.draftFiles')
    .where('id', '=', id)
    .where('personId', '=', personId)
    .where('unsentId', 'is', null)
    .returningAll()
    .executeTakeFirst()

/** What somebody put to texts that they never sent; what waits to go out stays. Says which files they were. */
export async function deleteDraftFilesOf(ctx: Context, personId: string): Promise<string[]> {
  const rows = await deskDb(ctx)
    .deleteFrom('desk.draftFiles')
    .where('personId', '=', personId)
    .where('unsentId', 'is', null)
    .returning('fileId')
    .execute()
  return rows.map(({ fileId }) => fileId)
}

/** Some that were put to texts before then and never sent. Says which files they were. */
export async function deleteForgottenFiles(ctx: Context, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ fileId: string }>`
    delete from desk.draft_files where id in (
      select id from desk.draft_files where added_at < ${before} and unsent_id is null order by added_at limit ${limit}
      for update skip locked
    ) returning file_id`.execute(deskDb(ctx))
  return rows.map(({ fileId }) => fileId)
}

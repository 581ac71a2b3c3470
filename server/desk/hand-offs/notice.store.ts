import type { Selectable } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type NoticeRow = Selectable<DeskTables['desk.handOffNotices']>

/** Writes down that people are told of a hand-off: the notices of those who were not told before. */
export async function insertNotices(
  ctx: Context,
  { handOffId, personIds, at }: { handOffId: string; personIds: readonly string[]; at: Date },
): Promise<Pick<NoticeRow, 'id' | 'personId'>[]> {
  if (personIds.length === 0) return []
  return deskDb(ctx)
    .insertInto('desk.handOffNotices')
    .values(personIds.map((personId) => ({ handOffId, personId, at })))
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'personId'])
    .execute()
}

export async function findNotice(ctx: Context, ids: readonly string[]): Promise<NoticeRow | undefined> {
  if (ids.length === 0) return undefined
  return deskDb(ctx).selectFrom('desk.handOffNotices').selectAll().where('id', 'in', ids).executeTakeFirst()
}

/** The notice by which somebody was told of a hand-off. */
export async function findNoticeTo(
  ctx: Context,
  { handOffId, personId }: Pick<NoticeRow, 'handOffId' | 'personId'>,
): Promise<string | undefined> {
  const row = await deskDb(ctx)
    .selectFrom('desk.handOffNotices')
    .select('id')
    .where('handOffId', '=', handOffId)
    .where('personId', '=', personId)
    .executeTakeFirst()
  return row?.id
}

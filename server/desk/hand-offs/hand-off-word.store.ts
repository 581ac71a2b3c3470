import type { Insertable, Selectable } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type HandOffWordRow = Selectable<DeskTables['desk.handOffWords']>

export async function insertWord(ctx: Context, word: Insertable<DeskTables['desk.handOffWords']>): Promise<void> {
  await deskDb(ctx).insertInto('desk.handOffWords').values(word).execute()
}

/** What was said within these hand-offs, the oldest first. */
export async function findWords(ctx: Context, handOffIds: readonly string[]): Promise<HandOffWordRow[]> {
  if (handOffIds.length === 0) return []
  return deskDb(ctx)
    .selectFrom('desk.handOffWords')
    .selectAll()
    .where('handOffId', 'in', handOffIds)
    .orderBy('at')
    .orderBy('place')
    .execute()
}

import { type Context, now } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'

export async function findShownTeams(ctx: Context): Promise<string[]> {
  const rows = await deskDb(ctx).selectFrom('desk.shownTeams').select('teamId').orderBy('teamId').execute()
  return rows.map(({ teamId }) => teamId)
}

export async function writeShown(ctx: Context, teamId: string, isShown: boolean): Promise<void> {
  const db = deskDb(ctx)
  if (!isShown) await db.deleteFrom('desk.shownTeams').where('teamId', '=', teamId).execute()
  else
    await db
      .insertInto('desk.shownTeams')
      .values({ teamId, shownSince: now(ctx) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

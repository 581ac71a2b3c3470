import type { Insertable, Selectable } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { onePage, type Page, type PageOf } from '../../platform/database/page-by-key.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type TeamTargetRow = Selectable<DeskTables['desk.teamTargets']>

/** The targets of a team that hold now; undefined while it has those that come with Bellwether. */
export async function findTeamTargets(ctx: Context, teamId: string): Promise<TeamTargetRow | undefined> {
  return deskDb(ctx)
    .selectFrom('desk.teamTargets')
    .selectAll()
    .where('teamId', '=', teamId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The answer targets of teams that count in this calendar now, in minutes. */
export async function findTargetsCountedIn(ctx: Context, calendarId: string): Promise<number[]> {
  const newest = deskDb(ctx)
    .selectFrom('desk.teamTargets')
    .selectAll()
    .distinctOn('teamId')
    .orderBy('teamId')
    .orderBy('version', 'desc')
    .as('newest')
  const rows = await deskDb(ctx).selectFrom(newest).selectAll().where('calendarId', '=', calendarId).execute()
  return rows.flatMap(({ answerMinutes, urgentAnswerMinutes }) => [answerMinutes, urgentAnswerMinutes])
}

/** Every version of the targets of a team, the newest first. */
export async function findTeamTargetVersions(
  ctx: Context,
  { teamId, ...page }: Page & { teamId: string },
): Promise<PageOf<TeamTargetRow>> {
  const rows = deskDb(ctx).selectFrom('desk.teamTargets').selectAll().where('teamId', '=', teamId)
  const byVersion = { sql: 'version', type: 'bigint', of: ({ version }: TeamTargetRow) => version } as const
  return onePage(rows, { direction: 'desc', key: [byVersion] }, page)
}

export async function insertTeamTargets(
  ctx: Context,
  targets: Insertable<DeskTables['desk.teamTargets']>,
): Promise<void> {
  await deskDb(ctx).insertInto('desk.teamTargets').values(targets).execute()
}

import type { TeamTargets } from '@bellwether/contract/desk.ts'
import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { getTeam } from '../../people/people.ts'
import { actorName, recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Page, PageOf } from '../../platform/database/page-by-key.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { findCalendar, findCalendars, findNewestHours, lockTargets } from './calendar.store.ts'
import { isWithinAYear } from './target.rules.ts'
import { findTeamTargets, findTeamTargetVersions, insertTeamTargets, type TeamTargetRow } from './team-target.store.ts'

type TargetsAnswer = Presented<TeamTargets>
type Team = TeamTargets['team']

/** What a team has until somebody sets its own: around the clock. */
const firstMinutes = {
  acknowledgeMinutes: 60,
  answerMinutes: 240,
  urgentAcknowledgeMinutes: 15,
  urgentAnswerMinutes: 60,
  pagesWhenLate: 'nobody' as TeamTargets['pagesWhenLate'],
}

/** The targets that hand-offs to a team start with now. */
export async function getTeamTargets(ctx: Context, teamId: string): Promise<TargetsAnswer> {
  allow(ctx, 'desk.read')
  return presentNewest(ctx, await getTeam(ctx, teamId))
}

async function presentNewest(ctx: Context, team: Team): Promise<TargetsAnswer> {
  const row = await findTeamTargets(ctx, team.id)
  const { calendarId, calendarName } = await findNewestHours(ctx, row?.calendarId ?? null)
  const hours = { id: calendarId, name: calendarName }
  return row ? present(team, row, hours) : { ...present(team, firstMinutes, hours), version: 0 }
}

type Minutes = typeof firstMinutes & Partial<Pick<TeamTargetRow, 'version' | 'madeAt' | 'madeBy'>>

const present = (team: Team, row: Minutes, hours: TeamTargets['hours']): TargetsAnswer => ({
  team,
  version: row.version ?? 0,
  hours,
  usual: { acknowledgeMinutes: row.acknowledgeMinutes, answerMinutes: row.answerMinutes },
  urgent: { acknowledgeMinutes: row.urgentAcknowledgeMinutes, answerMinutes: row.urgentAnswerMinutes },
  pagesWhenLate: row.pagesWhenLate,
  madeAt: row.madeAt ?? null,
  madeBy: row.madeBy ?? null,
})

/** Every version of the targets of a team, the newest first. */
export async function listTeamTargetVersions(ctx: Context, teamId: string, page: Page): Promise<PageOf<TargetsAnswer>> {
  allow(ctx, 'desk.read')
  const team = await getTeam(ctx, teamId)
  const { items, nextCursor } = await findTeamTargetVersions(ctx, { ...page, teamId: team.id })
  const names = new Map((await findCalendars(ctx)).map(({ id, name }) => [id, name]))
  const hoursOf = (id: string) => ({ id, name: names.get(id) ?? '' })
  return { items: items.map((row) => present(team, row, hoursOf(row.calendarId))), nextCursor }
}

export type NewTeamTargets = Pick<TeamTargets, 'usual' | 'urgent' | 'pagesWhenLate'> & {
  basedOn: number
  calendarId: string
}

/** Makes a new version of the targets of a team: what is asked from now on follows it. */
export async function setTeamTargets(ctx: Context, teamId: string, input: NewTeamTargets): Promise<TargetsAnswer> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    const team = await getTeam(ctx, teamId)
    await lockTargets(ctx)
    const version = (await findTeamTargets(ctx, team.id))?.version ?? 0
    if (version !== input.basedOn)
      throw new Problem(conflict, said`The targets of ${team.name} were changed since you looked.`)
    await checkHours(ctx, input)
    const { calendarId, usual, urgent, pagesWhenLate } = input
    await insertTeamTargets(ctx, {
      teamId: team.id,
      version: version + 1,
      calendarId,
      ...usual,
      urgentAcknowledgeMinutes: urgent.acknowledgeMinutes,
      urgentAnswerMinutes: urgent.answerMinutes,
      pagesWhenLate,
      madeAt: now(ctx),
      madeBy: actorName(ctx.actor),
    })
    const about = { module: 'desk', id: team.id }
    await recordAudit(ctx, { action: 'desk.set-team-targets', about, detail: { version: version + 1, ...input } })
    return presentNewest(ctx, team)
  })
}

/** Refuses hours that are not there, or too few. */
export async function checkHours(
  ctx: Context,
  { calendarId, usual, urgent }: Omit<NewTeamTargets, 'basedOn' | 'pagesWhenLate'>,
): Promise<void> {
  const calendar = (await findCalendar(ctx, calendarId))?.calendar
  const fault = (pointer: string, detail: string) => new Problem(badInput, undefined, { errors: [{ pointer, detail }] })
  if (!calendar) throw fault('/calendarId', said`There is no such calendar.`)
  const longest = Math.max(usual.answerMinutes, urgent.answerMinutes)
  if (!isWithinAYear(calendar, longest)) throw fault('/calendarId', said`In these hours it takes longer than a year.`)
}

/** What is counted for a team that is asked now. For verbs. */
export async function targetsOfTeam(ctx: Context, teamId: string, isUrgent: boolean) {
  const row = await findTeamTargets(ctx, teamId)
  const hours = await findNewestHours(ctx, row?.calendarId ?? null)
  const minutes = row ?? firstMinutes
  return isUrgent
    ? { hours, acknowledgeMinutes: minutes.urgentAcknowledgeMinutes, answerMinutes: minutes.urgentAnswerMinutes }
    : { hours, acknowledgeMinutes: minutes.acknowledgeMinutes, answerMinutes: minutes.answerMinutes }
}

/** For verbs: how urgently a team has somebody paged for a question that nobody acknowledged in time; null: not at all. */
export async function pagesWhenLate(ctx: Context, teamId: string): Promise<'low' | 'high' | null> {
  const { pagesWhenLate: asked } = (await findTeamTargets(ctx, teamId)) ?? firstMinutes
  return asked === 'nobody' ? null : asked
}

import { isDeepStrictEqual } from 'node:util'
import type { Calendar } from '@bellwether/contract/calendar.ts'
import { calendarBuiltIn, type NamedCalendar, tooManyCalendars } from '@bellwether/contract/desk.ts'
import { badInput, conflict, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorName, recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow } from '../../platform/permissions.ts'
import { alreadyThere, Problem } from '../../platform/problem.ts'
import {
  type CalendarRow,
  findCalendar,
  findCalendars,
  findNewestHours,
  insertCalendar,
  insertCalendarVersion,
  lockTargets,
  renameCalendar,
} from './calendar.store.ts'
import { findNewestPolicy, findTargets } from './policy.store.ts'
import { askForRecount } from './recount-clocks.ts'
import { findNewestRecounts, type RecountRow } from './recount.store.ts'
import { isWithinAYear, minuteFields } from './target.rules.ts'
import { findTargetsCountedIn } from './team-target.store.ts'

const calendarsMax = 100

/** All calendars by name, each in its newest version. */
export async function listCalendars(ctx: Context): Promise<Presented<NamedCalendar>[]> {
  allow(ctx, 'desk.read')
  const recounts = await findNewestRecounts(ctx)
  return (await findCalendars(ctx)).map((row) => ({ ...row, recount: presentRecount(recounts.get(row.id)) }))
}

/** How far it is that clocks which run follow the newest change; null where that was never asked. */
const presentRecount = (row: RecountRow | undefined) =>
  row ? { total: row.total, done: row.done, askedAt: row.askedAt, finishedAt: row.finishedAt } : null

const presentCalendar = async (ctx: Context, row: CalendarRow): Promise<Presented<NamedCalendar>> => ({
  ...row,
  recount: presentRecount((await findNewestRecounts(ctx)).get(row.id)),
})

export async function getCalendar(ctx: Context, id: string): Promise<Presented<NamedCalendar>> {
  allow(ctx, 'desk.read')
  return presentCalendar(ctx, await existingCalendar(ctx, id))
}

/** Adds a calendar, in which no target is counted yet. */
export async function addCalendar(
  ctx: Context,
  { name, calendar }: { name: string; calendar: Calendar },
): Promise<Presented<NamedCalendar>> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockTargets(ctx)
    if ((await findCalendars(ctx)).length >= calendarsMax) throw new Problem(tooManyCalendars)
    const id = await insertCalendar(ctx, name)
    if (id === undefined) throw nameTaken(name)
    return presentCalendar(ctx, await writeVersion(ctx, { id, name, version: 1, calendar, action: 'add-calendar' }))
  })
}

export interface ChangedCalendar {
  readonly basedOn: number
  readonly name: string
  readonly calendar: Calendar
  /** Whether clocks that run follow it as well. */
  readonly isForRunning: boolean
}

/** Makes a new version of a calendar: clocks that start from now on follow it, and those that run where it is said. */
export async function changeCalendar(
  ctx: Context,
  id: string,
  { basedOn, name, calendar, isForRunning }: ChangedCalendar,
): Promise<Presented<NamedCalendar>> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockTargets(ctx)
    const before = await existingCalendar(ctx, id)
    if (before.isBuiltIn) throw new Problem(calendarBuiltIn)
    if (before.version !== basedOn) throw new Problem(conflict, said`${before.name} was changed since you looked.`)
    if (before.name === name && isDeepStrictEqual(before.calendar, calendar)) return presentCalendar(ctx, before)
    await checkTargetsIn(ctx, id, calendar)
    if (!(await renameCalendar(ctx, id, name))) throw nameTaken(name)
    const row = await writeVersion(ctx, { id, name, version: basedOn + 1, calendar, action: 'change-calendar' })
    if (!isForRunning) return presentCalendar(ctx, row)
    const { calendarVersionId } = await findNewestHours(ctx, id)
    await askForRecount(ctx, { calendarId: id, calendarVersionId, askedBy: actorName(ctx.actor) })
    return presentCalendar(ctx, row)
  })
}

async function existingCalendar(ctx: Context, id: string): Promise<CalendarRow> {
  const found = await findCalendar(ctx, id)
  if (!found) throw new Problem(notFound, said`There is no such calendar.`)
  return found
}

const nameTaken = (name: string): Problem => alreadyThere('/name', said`The calendar "${name}" exists.`)

/** Hours that are too few for a target that is counted in them are refused. */
async function checkTargetsIn(ctx: Context, calendarId: string, calendar: Calendar): Promise<void> {
  const { version } = await findNewestPolicy(ctx)
  const targets = (await findTargets(ctx, [version])).filter((target) => target.calendarId === calendarId)
  const ofTeams = await findTargetsCountedIn(ctx, calendarId)
  const minutes = [...targets.flatMap((target) => minuteFields.map((field) => target[field] ?? 0)), ...ofTeams]
  const longest = Math.max(...minutes, 0)
  if (isWithinAYear(calendar, longest)) return
  const detail = said`A target of ${longest} minutes is counted in these hours and takes longer than a year in them.`
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/calendar/hours', detail }] })
}

async function writeVersion(
  ctx: Context,
  {
    id,
    name,
    version,
    calendar,
    action,
  }: { id: string; name: string; version: number; calendar: Calendar; action: string },
): Promise<CalendarRow> {
  const made = { madeAt: now(ctx), madeBy: actorName(ctx.actor) }
  await insertCalendarVersion(ctx, { calendarId: id, version, calendar, ...made })
  const about = { module: 'desk', id }
  await recordAudit(ctx, { action: `desk.${action}`, about, detail: { name, version, calendar } })
  return { id, name, isBuiltIn: false, version, calendar, ...made }
}

import { type Selectable, sql } from 'kysely'
import type { Calendar } from '@bellwether/contract/calendar.ts'
import type { Context } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

type Tables = { [Name in keyof DeskTables]: Selectable<DeskTables[Name]> }
export type CalendarRow = Tables['desk.calendars'] & Pick<Tables['desk.calendarVersions'], MadeColumns>
type MadeColumns = 'version' | 'calendar' | 'madeAt' | 'madeBy'

/** Who makes a version, and when. */
export interface Made {
  readonly madeAt: Date
  readonly madeBy: string
}

/** Held until the transaction ends: what is changed of targets and hours is judged with all the rest standing still. */
export async function lockTargets(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('desk.targets', 3))`.execute(ctx.db)
}

const findNewestVersions = (ctx: Context) =>
  deskDb(ctx)
    .selectFrom('desk.calendars as one')
    .innerJoin('desk.calendarVersions as newest', 'newest.calendarId', 'one.id')
    .select(['one.id', 'one.name', 'one.isBuiltIn'])
    .select(['newest.version', 'newest.calendar', 'newest.madeAt', 'newest.madeBy'])
    .distinctOn('one.id')
    .orderBy('one.id')
    .orderBy('newest.version', 'desc')

/** Every calendar in its newest version, by name. */
export async function findCalendars(ctx: Context): Promise<CalendarRow[]> {
  const rows = await findNewestVersions(ctx).execute()
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

export async function findCalendar(ctx: Context, id: string): Promise<CalendarRow | undefined> {
  return findNewestVersions(ctx).where('one.id', '=', id).executeTakeFirst()
}

/** The newest hours of a calendar; those of the built-in one for null. */
export async function findNewestHours(
  ctx: Context,
  calendarId: string | null,
): Promise<{ calendarId: string; calendarName: string; calendarVersionId: string; calendar: Calendar }> {
  return deskDb(ctx)
    .selectFrom('desk.calendars as one')
    .innerJoin('desk.calendarVersions as newest', 'newest.calendarId', 'one.id')
    .select(['one.id as calendarId', 'one.name as calendarName'])
    .select(['newest.id as calendarVersionId', 'newest.calendar'])
    .$if(calendarId === null, (query) => query.where('one.isBuiltIn', '=', true))
    .$if(calendarId !== null, (query) => query.where('one.id', '=', calendarId))
    .orderBy('newest.version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}

/** Adds a calendar without hours; undefined where there is one of this name. */
export async function insertCalendar(ctx: Context, name: string): Promise<string | undefined> {
  const row = await deskDb(ctx)
    .insertInto('desk.calendars')
    .values({ name })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** False where another calendar has this name. */
export async function renameCalendar(ctx: Context, id: string, name: string): Promise<boolean> {
  const isTaken = sql<boolean>`exists (select from desk.calendars other where other.name = ${name} and other.id <> ${id})`
  const renamed = await deskDb(ctx)
    .updateTable('desk.calendars')
    .set({ name })
    .where('id', '=', id)
    .where(({ not }) => not(isTaken))
    .executeTakeFirst()
  return renamed.numUpdatedRows > 0n
}

export async function insertCalendarVersion(
  ctx: Context,
  { calendar, ...version }: { calendarId: string; version: number; calendar: Calendar } & Made,
): Promise<void> {
  await deskDb(ctx)
    .insertInto('desk.calendarVersions')
    .values({ ...version, calendar: JSON.stringify(calendar) })
    .execute()
}

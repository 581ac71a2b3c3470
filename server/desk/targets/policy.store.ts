import { type Selectable, sql } from 'kysely'
import type { Plan } from '@bellwether/contract/customers.ts'
import type { Context } from '../../platform/context.ts'
import { onePage, type Page, type PageOf } from '../../platform/database/page-by-key.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'
import type { Made } from './calendar.store.ts'

export type PolicyRow = Selectable<DeskTables['desk.responsePolicies']>
export type TargetRow = Selectable<DeskTables['desk.responseTargets']>

/** What a clock starts with that starts now: the newest target, in the newest hours of its calendar. */
export async function findTarget(ctx: Context, { plan, isUrgent }: { plan: Plan; isUrgent: boolean }) {
  return deskDb(ctx)
    .selectFrom('desk.responseTargets as target')
    .innerJoin('desk.calendarVersions as hours', 'hours.calendarId', 'target.calendarId')
    .select(['target.policyVersion', 'target.firstMinutes', 'target.nextMinutes', 'target.resolutionMinutes'])
    .select(['hours.id as calendarVersionId', 'hours.calendar'])
    .where('target.plan', '=', plan)
    .where('target.isUrgent', '=', isUrgent)
    .orderBy('target.policyVersion', 'desc')
    .orderBy('hours.version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}

/** Versions of the policy, the newest first. */
export async function findPolicies(ctx: Context, page: Page): Promise<PageOf<PolicyRow>> {
  return onePage(
    deskDb(ctx).selectFrom('desk.responsePolicies').selectAll(),
    {
      direction: 'desc',
      key: [{ sql: 'version', type: 'bigint', of: ({ version }) => version }],
    },
    page,
  )
}

export async function findNewestPolicy(ctx: Context): Promise<PolicyRow> {
  return deskDb(ctx)
    .selectFrom('desk.responsePolicies')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}

/** The targets of these versions. */
export async function findTargets(
  ctx: Context,
  versions: readonly number[],
): Promise<(TargetRow & { calendarName: string })[]> {
  if (versions.length === 0) return []
  return deskDb(ctx)
    .selectFrom('desk.responseTargets as target')
    .innerJoin('desk.calendars as calendar', 'calendar.id', 'target.calendarId')
    .selectAll('target')
    .select('calendar.name as calendarName')
    .where('target.policyVersion', 'in', versions)
    .execute()
}

export async function insertPolicy(ctx: Context, policy: { version: number } & Made): Promise<void> {
  await deskDb(ctx).insertInto('desk.responsePolicies').values(policy).execute()
}

export async function insertTargets(ctx: Context, targets: readonly TargetRow[]): Promise<void> {
  await deskDb(ctx).insertInto('desk.responseTargets').values(targets).execute()
}

/** Writes the policy and the calendar that come with Bellwether, where there is none. */
export async function insertFirstPolicy(ctx: Context): Promise<void> {
  await sql`select desk.begin_response_policies() where not exists (select from desk.response_policies)`.execute(
    deskDb(ctx),
  )
}

import { type Insertable, type Selectable, sql } from 'kysely'
import type { Condition } from '@bellwether/contract/condition.ts'
import type { RuleEvent } from '@bellwether/contract/rule-events.ts'
import { type Context, now } from '../../platform/context.ts'
import { conditionSql } from '../../platform/database/condition-sql.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'
import { ticketColumns } from '../ticket-columns.ts'

export type RuleRow = Selectable<DeskTables['desk.rules']>
export type RuleFields = Omit<Insertable<DeskTables['desk.rules']>, 'id' | 'place'>

/** In the order in which they are followed. */
export const findRules = (ctx: Context): Promise<RuleRow[]> =>
  deskDb(ctx).selectFrom('desk.rules').selectAll().orderBy('place').orderBy('id').execute()

/** Those that are on and follow this. */
export const findRulesAfter = (ctx: Context, event: RuleEvent): Promise<RuleRow[]> =>
  deskDb(ctx)
    .selectFrom('desk.rules')
    .selectAll()
    .where('isOn', '=', true)
    .where('event', '=', event)
    .orderBy('place')
    .orderBy('id')
    .execute()

/** Held until the transaction ends: rules are changed one after the other. */
export async function lockRules(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('desk.rules', 23))`.execute(deskDb(ctx))
}

export async function insertRule(ctx: Context, fields: RuleFields): Promise<string> {
  const { id } = await deskDb(ctx)
    .insertInto('desk.rules')
    .values({ ...fields, place: sql<number>`(select coalesce(max(place), 0) + 1 from desk.rules)` })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** False where there is none. */
export async function updateRule(ctx: Context, id: string, fields: RuleFields): Promise<boolean> {
  const result = await deskDb(ctx).updateTable('desk.rules').set(fields).where('id', '=', id).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function deleteRuleRow(ctx: Context, id: string): Promise<boolean> {
  const result = await deskDb(ctx).deleteFrom('desk.rules').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function placeRules(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`
    update desk.rules set place = given.place
    from unnest(${ids}::uuid[]) with ordinality given (id, place) where given.id = rules.id`.execute(deskDb(ctx))
}

/** How often each was followed since then, by rule. */
export async function countRuns(ctx: Context, since: Date): Promise<Map<string, number>> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.ruleRuns')
    .select(['ruleId', sql<number>`count(*)`.as('count')])
    .where('at', '>=', since)
    .groupBy('ruleId')
    .execute()
  return new Map(rows.map(({ ruleId, count }) => [ruleId, count]))
}

/** Whether a condition holds of one ticket now. */
export async function findHolds(ctx: Context, ticketId: string, where: Condition): Promise<boolean> {
  const row = await deskDb(ctx)
    .selectFrom('desk.tickets')
    .select('id')
    .where('id', '=', ticketId)
    .where(conditionSql(where, ticketColumns))
    .executeTakeFirst()
  return row !== undefined
}

/** False where this rule was followed for this fact before. */
export async function insertRun(
  ctx: Context,
  run: { ruleId: string; about: string; ticketId: string },
): Promise<boolean> {
  const result = await deskDb(ctx)
    .insertInto('desk.ruleRuns')
    .values({ ...run, at: now(ctx) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** It changed nothing: nobody followed it. */
export async function deleteRun(ctx: Context, { ruleId, about }: { ruleId: string; about: string }): Promise<void> {
  await deskDb(ctx).deleteFrom('desk.ruleRuns').where('ruleId', '=', ruleId).where('about', '=', about).execute()
}

/**
 * Who of these people gets the next ticket: who waited longest for one from a rule, or, by load, who has the fewest that are
 * open and not put away. They are marked as having got it; held until the transaction ends, so that two tickets at once go to two.
 */
export async function takeTurn(
  ctx: Context,
  personIds: readonly string[],
  by: 'turn' | 'load',
): Promise<string | undefined> {
  const db = deskDb(ctx)
  await sql`select pg_advisory_xact_lock(hashtextextended('desk.rule-turns', 24))`.execute(db)
  const load = sql`(
    select count(*) from desk.tickets where owner_id = person.id and state = 'open' and snoozed_until is null
  )`
  const { rows } = await sql<{ id: string }>`
    select person.id from unnest(${personIds}::uuid[]) person (id)
    left join desk.rule_turns given on given.person_id = person.id
    order by ${by === 'load' ? load : sql`0::bigint`}, given.turn nulls first, person.id
    limit 1`.execute(db)
  const personId = rows[0]?.id
  if (personId === undefined) return undefined
  await sql`
    insert into desk.rule_turns (person_id) values (${personId})
    on conflict (person_id) do update set turn = excluded.turn`.execute(db)
  return personId
}

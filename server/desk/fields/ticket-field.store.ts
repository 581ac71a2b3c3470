import type { FieldValue } from '@bellwether/contract/field-shapes.ts'
import type { TicketField } from '@bellwether/contract/desk.ts'
import { said } from '@bellwether/contract/said.ts'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'

/** Holds the fields as they are until the transaction ends: no value comes into one that goes meanwhile. */
export async function holdTicketFields(ctx: Context): Promise<void> {
  await sql`lock table desk.fields in share mode`.execute(deskDb(ctx))
}

/** One who changes them at a time, and nobody who writes values. */
export async function lockTicketFields(ctx: Context): Promise<void> {
  await sql`lock table desk.fields in share row exclusive mode`.execute(deskDb(ctx))
}

const columns = ['key', 'name', 'kind', 'choices', 'shownWhen', 'isOnForm', 'isRequired'] as const

/** In their order, without how many tickets have a value in them. */
export const findTicketFields = (ctx: Context): Promise<Omit<TicketField, 'tickets'>[]> =>
  deskDb(ctx).selectFrom('desk.fields').select(columns).orderBy('position').execute()

export const findCountedFields = (ctx: Context): Promise<TicketField[]> =>
  deskDb(ctx)
    .selectFrom('desk.fields')
    .select(columns)
    .select(sql<number>`(select count(*)::int from desk.field_values where field_key = fields.key)`.as('tickets'))
    .orderBy('position')
    .execute()

type Kept = Omit<TicketField, 'tickets'>
const stored = ({ shownWhen, ...field }: Kept) => ({
  ...field,
  shownWhen: shownWhen === null ? null : JSON.stringify(shownWhen),
})

export async function insertTicketField(ctx: Context, field: Kept): Promise<void> {
  await deskDb(ctx).insertInto('desk.fields').values(stored(field)).execute()
}

export async function updateTicketField(ctx: Context, field: Kept): Promise<void> {
  const { key, kind: _, ...change } = stored(field)
  await deskDb(ctx).updateTable('desk.fields').set(change).where('key', '=', key).execute()
}

export async function deleteTicketField(ctx: Context, key: string): Promise<void> {
  await deskDb(ctx).deleteFrom('desk.fields').where('key', '=', key).execute()
}

const askers = {
  view: (name: string) => said`The view "${name}" asks for it.`,
  rule: (name: string) => said`The rule "${name}" asks for it.`,
  recurring: (subject: string) => said`The recurring ticket "${subject}" writes into it.`,
}

/** What says so of views and rules whose condition asks for a field, and of what writes into it by itself. */
export async function findUsesOfField(ctx: Context, key: string): Promise<string[]> {
  const asked = sql`jsonb_path_exists(condition, '$.** ? (@.field == "field" && (@.value starts with $key || @.value[*] starts with $key))',
    jsonb_build_object('key', ${`${key}=`}::text))`
  const written = sql`jsonb_path_exists(acts, '$[*] ? (@.kind == "set-fields").values.keyvalue() ? (@.key == $key)',
    jsonb_build_object('key', ${key}::text))`
  const { rows } = await sql<{ kind: keyof typeof askers; name: string }>`
    select 'view' as kind, name from desk.views where ${asked}
    union all
    select 'rule', name from desk.rules where ${asked} or ${written}
    union all
    select 'recurring', subject from desk.recurring_tickets where ${written}`.execute(deskDb(ctx))
  return rows.map(({ kind, name }) => askers[kind](name))
}

export type FieldValues = Readonly<Record<string, FieldValue>>

/** What stands in the fields of tickets, by the ticket. */
export async function findFieldValues(ctx: Context, ticketIds: readonly string[]): Promise<Map<string, FieldValues>> {
  if (ticketIds.length === 0) return new Map()
  const rows = await deskDb(ctx)
    .selectFrom('desk.fieldValues as one')
    .innerJoin('desk.fields as field', 'field.key', 'one.fieldKey')
    .select(['one.ticketId', 'one.fieldKey', 'one.value'])
    .where('one.ticketId', 'in', ticketIds)
    .orderBy('field.position')
    .execute()
  const valuesOf = (some: typeof rows): FieldValues =>
    Object.fromEntries(some.map(({ fieldKey, value }) => [fieldKey, value]))
  return new Map([...Map.groupBy(rows, ({ ticketId }) => ticketId)].map(([id, some]) => [id, valuesOf(some)]))
}

/** null takes a value away. */
export async function writeFieldValues(
  ctx: Context,
  ticketId: string,
  values: Readonly<Record<string, FieldValue | null>>,
): Promise<void> {
  const db = deskDb(ctx)
  const given = Object.entries(values).filter(([, value]) => value !== null)
  const taken = Object.entries(values).flatMap(([key, value]) => (value === null ? [key] : []))
  if (given.length > 0)
    await db
      .insertInto('desk.fieldValues')
      .values(given.map(([fieldKey, value]) => ({ ticketId, fieldKey, value: JSON.stringify(value) })))
      .onConflict((conflict) =>
        conflict.columns(['ticketId', 'fieldKey']).doUpdateSet((row) => ({ value: row.ref('excluded.value') })),
      )
      .execute()
  if (taken.length > 0)
    await db.deleteFrom('desk.fieldValues').where('ticketId', '=', ticketId).where('fieldKey', 'in', taken).execute()
}

/** What is found of tickets with a value in a field is read anew. */
export async function markTicketsOf(ctx: Context, key: string): Promise<void> {
  await sql`
    insert into desk.unread_tickets (ticket_id) select ticket_id from desk.field_values where field_key = ${key}
    `.execute(deskDb(ctx))
}

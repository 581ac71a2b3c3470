import { type Insertable, type Selectable, sql } from 'kysely'
import type { CustomerField, FieldValue } from '@bellwether/contract/customers.ts'
import type { Context } from '../platform/context.ts'
import { customersDb, type CustomersTables } from './customers.tables.ts'

/** Holds the fields as they are until the transaction ends: no value comes into one that goes meanwhile. */
export async function holdFields(ctx: Context): Promise<void> {
  await sql`lock table customers.fields in share mode`.execute(ctx.db)
}

/** One who changes them at a time, and nobody who writes values. */
export async function lockFields(ctx: Context): Promise<void> {
  await sql`lock table customers.fields in share row exclusive mode`.execute(ctx.db)
}

export async function findFields(ctx: Context): Promise<CustomerField[]> {
  return customersDb(ctx)
    .selectFrom('customers.fields as field')
    .select(['field.key', 'field.name', 'field.kind', 'field.choices'])
    .select(
      sql<number>`(
        select count(*)::int from customers.field_values one
        join customers.customers customer on customer.id = one.customer_id
        where one.field_key = field.key and customer.merged_into_id is null
      )`.as('customers'),
    )
    .orderBy('field.position')
    .execute()
}

export async function insertField(ctx: Context, field: Insertable<CustomersTables['customers.fields']>): Promise<void> {
  await customersDb(ctx).insertInto('customers.fields').values(field).execute()
}

export async function updateField(
  ctx: Context,
  key: string,
  change: Pick<Selectable<CustomersTables['customers.fields']>, 'name' | 'choices'>,
): Promise<void> {
  await customersDb(ctx).updateTable('customers.fields').set(change).where('key', '=', key).execute()
}

export async function deleteField(ctx: Context, key: string): Promise<boolean> {
  const result = await customersDb(ctx).deleteFrom('customers.fields').where('key', '=', key).executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function findFieldValues(ctx: Context, customerIds: readonly string[]) {
  if (customerIds.length === 0) return []
  return customersDb(ctx)
    .selectFrom('customers.fieldValues as one')
    .innerJoin('customers.fields as field', 'field.key', 'one.fieldKey')
    .select(['one.customerId', 'one.fieldKey', 'one.value'])
    .where('one.customerId', 'in', customerIds)
    .orderBy('field.position')
    .execute()
}

export async function upsertValues(
  ctx: Context,
  customerId: string,
  values: readonly (readonly [string, FieldValue])[],
): Promise<void> {
  if (values.length === 0) return
  await customersDb(ctx)
    .insertInto('customers.fieldValues')
    .values(values.map(([fieldKey, value]) => ({ customerId, fieldKey, value: JSON.stringify(value) })))
    .onConflict((conflict) =>
      conflict.columns(['customerId', 'fieldKey']).doUpdateSet((row) => ({ value: row.ref('excluded.value') })),
    )
    .execute()
}

export async function deleteValues(ctx: Context, customerId: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await customersDb(ctx)
    .deleteFrom('customers.fieldValues')
    .where('customerId', '=', customerId)
    .where('fieldKey', 'in', keys)
    .execute()
}

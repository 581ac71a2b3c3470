import { type Selectable, sql } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { customersDb, type CustomersTables } from './customers.tables.ts'
import type { Moved, MovedContact } from './merge.rules.ts'

export type MergeRow = Selectable<CustomersTables['customers.merges']>

interface Both {
  readonly fromId: string
  readonly intoId: string
}

/** Gives the other one everything that a customer has; what is said of both stays as the other one has it. */
export async function moveEverything(ctx: Context, { fromId, intoId }: Both): Promise<Moved> {
  const { rows } = await sql<Moved>`
    with sites as (
      update customers.sites set customer_id = ${intoId} where customer_id = ${fromId} returning hostname
    ), domains as (
      update customers.mail_domains set customer_id = ${intoId} where customer_id = ${fromId} returning domain
    ), contacts as (
      update customers.contacts set customer_id = ${intoId} where customer_id = ${fromId} returning id
    ), notes as (
      update customers.notes set customer_id = ${intoId} where customer_id = ${fromId} returning id
    ), field_values as (
      insert into customers.field_values
      select ${intoId}, field_key, value from customers.field_values where customer_id = ${fromId}
      on conflict do nothing returning field_key
    ), managers as (
      update customers.customers known set account_manager_id = gone.account_manager_id
      from customers.customers gone
      where known.id = ${intoId} and gone.id = ${fromId}
        and known.account_manager_id is null and gone.account_manager_id is not null
      returning known.account_manager_id
    )
    select
      array(select hostname from sites) as sites,
      array(select domain from domains) as mail_domains,
      array(select id from contacts) as contact_ids,
      array(select id from notes) as note_ids,
      array(select field_key from field_values) as field_keys,
      (select account_manager_id from managers) as manager_id`.execute(ctx.db)
  const [moved] = rows
  if (!moved) throw new Error('a statement without a table answers one row')
  return moved
}

/** Marks that a customer goes on in another one, with all that were merged into it before; returns these. */
export async function markMerged(ctx: Context, { fromId, intoId }: Both): Promise<string[]> {
  const rows = await customersDb(ctx)
    .updateTable('customers.customers')
    .set({ mergedIntoId: intoId })
    .where('mergedIntoId', '=', fromId)
    .returning('id')
    .execute()
  await customersDb(ctx)
    .updateTable('customers.customers')
    .set({ mergedIntoId: intoId })
    .where('id', '=', fromId)
    .execute()
  return rows.map(({ id }) => id)
}

/** False where it does not go on in that one. */
export async function unmarkMerged(ctx: Context, { fromId, intoId }: Both, mergedIds: readonly string[]) {
  const result = await customersDb(ctx)
    .updateTable('customers.customers')
    .set({ mergedIntoId: null })
    .where('id', '=', fromId)
    .where('mergedIntoId', '=', intoId)
    .executeTakeFirst()
  if (mergedIds.length > 0)
    await customersDb(ctx)
      .updateTable('customers.customers')
      .set({ mergedIntoId: fromId })
      .where('id', 'in', mergedIds)
      .where('mergedIntoId', '=', intoId)
      .execute()
  return result.numUpdatedRows > 0n
}

/** Gives back what the other one still has of it. */
export async function moveBack(ctx: Context, { fromId, intoId }: Both, moved: Moved): Promise<void> {
  await sql`
    with sites as (
      update customers.sites set customer_id = ${fromId}
      where customer_id = ${intoId} and hostname = any(${moved.sites}::text[])
    ), domains as (
      update customers.mail_domains set customer_id = ${fromId}
      where customer_id = ${intoId} and domain = any(${moved.mailDomains}::text[])
    ), contacts as (
      update customers.contacts set customer_id = ${fromId}
      where customer_id = ${intoId} and id = any(${moved.contactIds}::uuid[])
    ), notes as (
      update customers.notes set customer_id = ${fromId}
      where customer_id = ${intoId} and id = any(${moved.noteIds}::uuid[])
    ), field_values as (
      delete from customers.field_values known using customers.field_values own
      where known.customer_id = ${intoId} and own.customer_id = ${fromId} and known.field_key = own.field_key
        and known.value = own.value and known.field_key = any(${moved.fieldKeys}::text[])
    )
    update customers.customers set account_manager_id = null
    where id = ${intoId} and account_manager_id = ${moved.managerId}::uuid`.execute(ctx.db)
}

export async function insertMerge(
  ctx: Context,
  merge: Pick<MergeRow, 'kind' | 'byName' | 'customerId' | 'fromId' | 'fromName' | 'intoId'> & {
    moved: Moved | MovedContact
  },
): Promise<string> {
  const { id } = await customersDb(ctx)
    .insertInto('customers.merges')
    .values({ ...merge, moved: JSON.stringify(merge.moved), at: now(ctx), undoneAt: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function findMergeRow(ctx: Context, id: string): Promise<MergeRow | undefined> {
  return customersDb(ctx).selectFrom('customers.merges').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function updateMergeUndone(ctx: Context, id: string): Promise<void> {
  await customersDb(ctx)
    .updateTable('customers.merges')
    .set({ undoneAt: now(ctx) })
    .where('id', '=', id)
    .execute()
}

/** The merge by which a customer went into another one, as long as it holds. */
export async function findMergeOf(ctx: Context, { fromId, intoId }: Both): Promise<MergeRow | undefined> {
  return customersDb(ctx)
    .selectFrom('customers.merges')
    .selectAll()
    .where('fromId', '=', fromId)
    .where('intoId', '=', intoId)
    .where('undoneAt', 'is', null)
    .executeTakeFirst()
}

export async function findMerges(ctx: Context, customerId: string, page: Page): Promise<PageOf<MergeRow>> {
  const rows = customersDb(ctx)
    .selectFrom('customers.merges')
    .selectAll()
    .where('customerId', '=', customerId)
    .where('undoneAt', 'is', null)
  return onePage(rows, newestFirst('at'), page)
}

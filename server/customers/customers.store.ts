import { type Selectable, sql } from 'kysely'
import type { ImportedCustomer, NewCustomer } from '@bellwether/contract/customers.ts'
import { type Context, now } from '../platform/context.ts'
import { likeOf } from '../platform/database/condition-sql.ts'
import { onePage, type Order, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { customersDb, type CustomersTables } from './customers.tables.ts'

export type CustomerRow = Selectable<CustomersTables['customers.customers']>
export type ContactRow = Selectable<CustomersTables['customers.contacts']>

/** One writer at a time, held until the transaction ends: sites and contacts move between customers. */
export async function lockCustomers(ctx: Context): Promise<void> {
  await sql`lock table customers.customers in share row exclusive mode`.execute(ctx.db)
}

/** Adds a customer, or brings the one with this key up to date: what is not said stays. */
export async function upsertCustomer(ctx: Context, input: ImportedCustomer): Promise<string> {
  const { key, name, plan, isVip } = input
  const said = { name, ...(plan === undefined ? {} : { plan }), ...(isVip === undefined ? {} : { isVip }) }
  const { id } = await customersDb(ctx)
    .insertInto('customers.customers')
    .values({ key, plan: 'free', isVip: false, ...said, createdAt: now(ctx) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(said))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function insertCustomer(ctx: Context, input: NewCustomer): Promise<string | undefined> {
  const { key, name, plan, isVip } = input
  const row = await customersDb(ctx)
    .insertInto('customers.customers')
    .values({ key, name, plan, isVip, createdAt: now(ctx) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function updateCustomer(
  ctx: Context,
  id: string,
  { name, plan, isVip }: Pick<NewCustomer, 'name' | 'plan' | 'isVip'>,
): Promise<void> {
  await customersDb(ctx).updateTable('customers.customers').set({ name, plan, isVip }).where('id', '=', id).execute()
}

/** Takes the sites and contacts off a customer that are not among these. */
export async function keepOnly(
  ctx: Context,
  customerId: string,
  { sites, emails }: { sites: readonly string[]; emails: readonly string[] },
): Promise<void> {
  await customersDb(ctx)
    .deleteFrom('customers.sites')
    .where('customerId', '=', customerId)
    .where(sql<boolean>`hostname <> all(${sites}::text[])`)
    .execute()
  await customersDb(ctx)
    .deleteFrom('customers.contacts')
    .where('customerId', '=', customerId)
    .where(sql<boolean>`email <> all(${emails}::text[])`)
    .execute()
}

export async function insertSites(ctx: Context, customerId: string, hostnames: readonly string[]): Promise<void> {
  if (hostnames.length === 0) return
  await customersDb(ctx)
    .insertInto('customers.sites')
    .values(hostnames.map((hostname) => ({ hostname, customerId })))
    .onConflict((conflict) => conflict.column('hostname').doUpdateSet({ customerId }))
    .execute()
}

export async function insertContacts(
  ctx: Context,
  customerId: string,
  contacts: readonly { name: string; email: string }[],
): Promise<void> {
  if (contacts.length === 0) return
  await customersDb(ctx)
    .insertInto('customers.contacts')
    .values(contacts.map(({ name, email }) => ({ customerId, name, email: email.toLowerCase() })))
    .onConflict((conflict) =>
      conflict.column('email').doUpdateSet((row) => ({ name: row.ref('excluded.name'), customerId })),
    )
    .execute()
}

const byName: Order<CustomerRow> = {
  direction: 'asc',
  key: [
    { sql: 'customer.name collate "C"', type: 'text', of: ({ name }) => name },
    { sql: 'customer.id', type: 'uuid', of: ({ id }) => id },
  ],
}

export async function findCustomers(
  ctx: Context,
  { search, ...page }: Page & { search: string | undefined },
): Promise<PageOf<CustomerRow>> {
  const like = likeOf(search ?? '')
  const rows = customersDb(ctx)
    .selectFrom('customers.customers as customer')
    .selectAll('customer')
    .$if(search !== undefined, (query) =>
      // Each part has an index of its own; one condition over all of them would have none.
      query.where(sql<boolean>`customer.id in (
        select id from customers.customers where name ilike ${like} or key ilike ${like}
        union select customer_id from customers.sites where hostname ilike ${like}
        union select customer_id from customers.contacts where email ilike ${like}
      )`),
    )
  return onePage(rows, byName, page)
}

export async function countRows(ctx: Context): Promise<number> {
  const { count } = await customersDb(ctx)
    .selectFrom('customers.customers')
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export async function findCustomersBy(
  ctx: Context,
  column: 'id' | 'key',
  values: readonly string[],
): Promise<CustomerRow[]> {
  if (values.length === 0) return []
  return customersDb(ctx).selectFrom('customers.customers').selectAll().where(column, 'in', values).execute()
}

export type CustomerRef = Pick<CustomerRow, (typeof shownOfCustomer)[number]>

const shownOfCustomer = ['id', 'key', 'name', 'plan', 'isVip'] as const

/** What others show of customers, by their ids or keys. */
export async function findCustomerRefs(
  ctx: Context,
  column: 'id' | 'key',
  values: readonly string[],
): Promise<CustomerRef[]> {
  if (values.length === 0) return []
  return customersDb(ctx)
    .selectFrom('customers.customers')
    .select(shownOfCustomer)
    .where(column, 'in', values)
    .execute()
}

export async function findSites(ctx: Context, customerIds: readonly string[]) {
  if (customerIds.length === 0) return []
  return customersDb(ctx)
    .selectFrom('customers.sites')
    .selectAll()
    .where('customerId', 'in', customerIds)
    .orderBy('hostname')
    .execute()
}

export async function findContacts(ctx: Context, customerIds: readonly string[]): Promise<ContactRow[]> {
  if (customerIds.length === 0) return []
  return customersDb(ctx)
    .selectFrom('customers.contacts')
    .selectAll()
    .where('customerId', 'in', customerIds)
    .orderBy('name')
    .execute()
}

/** The contacts with these addresses. */
export async function findContactRows(ctx: Context, emails: readonly string[]): Promise<ContactRow[]> {
  if (emails.length === 0) return []
  return customersDb(ctx).selectFrom('customers.contacts').selectAll().where('email', 'in', emails).execute()
}

export async function findContactRow(ctx: Context, email: string): Promise<ContactRow | undefined> {
  return customersDb(ctx)
    .selectFrom('customers.contacts')
    .selectAll()
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
}

/** Which of these sites and addresses belong to a customer already, and to whom. */
export async function findOwners(
  ctx: Context,
  { sites, emails }: { sites: readonly string[]; emails: readonly string[] },
): Promise<{ what: string; customerId: string; customerName: string }[]> {
  const db = customersDb(ctx)
  const ofSites = db
    .selectFrom('customers.sites as site')
    .innerJoin('customers.customers as customer', 'customer.id', 'site.customerId')
    .select(['site.hostname as what', 'customer.id as customerId', 'customer.name as customerName'])
    .where('site.hostname', 'in', sites.length > 0 ? [...sites] : [''])
  return db
    .selectFrom('customers.contacts as contact')
    .innerJoin('customers.customers as customer', 'customer.id', 'contact.customerId')
    .select(['contact.email as what', 'customer.id as customerId', 'customer.name as customerName'])
    .where('contact.email', 'in', emails.length > 0 ? [...emails] : [''])
    .unionAll(ofSites)
    .execute()
}

import { type Selectable, sql } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { likeOf } from '../platform/database/condition-sql.ts'
import { onePage, type Order, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { customersDb, type CustomersTables } from './customers.tables.ts'

export type CustomerRow = Selectable<CustomersTables['customers.customers']>

/** One writer at a time, held until the transaction ends: sites and contacts move between customers. */
export async function lockCustomers(ctx: Context): Promise<void> {
  await sql`lock table customers.customers in share row exclusive mode`.execute(ctx.db)
}

type Said = Pick<CustomerRow, 'name' | 'plan' | 'isVip' | 'accountManagerId'>

/** Adds a customer, or brings the one with this key up to date: what is not said stays. */
export async function upsertCustomer(
  ctx: Context,
  key: string,
  said: Pick<Said, 'name'> & Partial<Said>,
): Promise<string> {
  const { id } = await customersDb(ctx)
    .insertInto('customers.customers')
    .values({
      key,
      plan: 'free',
      isVip: false,
      accountManagerId: null,
      mergedIntoId: null,
      ...said,
      createdAt: now(ctx),
    })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(said))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function insertCustomer(ctx: Context, key: string, said: Said): Promise<string | undefined> {
  const row = await customersDb(ctx)
    .insertInto('customers.customers')
    .values({ key, ...said, mergedIntoId: null, createdAt: now(ctx) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function updateCustomer(ctx: Context, id: string, said: Said): Promise<void> {
  await customersDb(ctx).updateTable('customers.customers').set(said).where('id', '=', id).execute()
}

/** Takes the sites and domains off a customer that are not among these. */
export async function keepOnly(
  ctx: Context,
  customerId: string,
  { sites, mailDomains }: { sites: readonly string[]; mailDomains: readonly string[] },
): Promise<void> {
  await customersDb(ctx)
    .deleteFrom('customers.sites')
    .where('customerId', '=', customerId)
    .where(sql<boolean>`hostname <> all(${sites}::text[])`)
    .execute()
  await customersDb(ctx)
    .deleteFrom('customers.mailDomains')
    .where('customerId', '=', customerId)
    .where(sql<boolean>`domain <> all(${mailDomains}::text[])`)
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

export async function insertMailDomains(ctx: Context, customerId: string, domains: readonly string[]): Promise<void> {
  if (domains.length === 0) return
  await customersDb(ctx)
    .insertInto('customers.mailDomains')
    .values(domains.map((domain) => ({ domain, customerId })))
    .onConflict((conflict) => conflict.column('domain').doUpdateSet({ customerId }))
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
    .where('customer.mergedIntoId', 'is', null)
    .$if(search !== undefined, (query) =>
      // Each part has an index of its own; one condition over all of them would have none.
      query.where(sql<boolean>`customer.id in (
        select coalesce(merged_into_id, id) from customers.customers where name ilike ${like} or key ilike ${like}
        union select customer_id from customers.sites where hostname ilike ${like}
        union select customer_id from customers.mail_domains where domain ilike ${like}
        union select contact.customer_id from customers.addresses address
          join customers.contacts contact on contact.id = address.contact_id where address.email ilike ${like}
      )`),
    )
  return onePage(rows, byName, page)
}

export async function countRows(ctx: Context): Promise<number> {
  const { count } = await customersDb(ctx)
    .selectFrom('customers.customers')
    .select(sql<number>`count(*)`.as('count'))
    .where('mergedIntoId', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** The row itself, whether it was merged or not. */
export async function findCustomerRow(ctx: Context, id: string): Promise<CustomerRow | undefined> {
  return customersDb(ctx).selectFrom('customers.customers').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The customers with these ids or keys, each with that which was asked for; for a merged one the one that goes on. */
export async function findCustomersBy(
  ctx: Context,
  column: 'id' | 'key',
  values: readonly string[],
): Promise<(CustomerRow & { asked: string })[]> {
  if (values.length === 0) return []
  return findLive(ctx)
    .selectAll('customer')
    .select(`asked.${column} as asked`)
    .where(`asked.${column}`, 'in', values)
    .execute()
}

const findLive = (ctx: Context) =>
  customersDb(ctx)
    .selectFrom('customers.customers as asked')
    .innerJoin('customers.customers as customer', (join) =>
      join.on(sql<boolean>`customer.id = coalesce(asked.merged_into_id, asked.id)`),
    )

/** A customer as others show it. */
export type CustomerRef = Pick<CustomerRow, (typeof shownOfCustomer)[number]> & {
  /** Of those that were merged into it: what has them is its own as well. */
  readonly otherKeys: string[]
}

const shownOfCustomer = ['id', 'key', 'name', 'plan', 'isVip'] as const
const shown = shownOfCustomer.map((column) => `customer.${column}` as const)
const otherKeys = sql<string[]>`array(
  select merged.key from customers.customers merged where merged.merged_into_id = customer.id order by merged.key
)`.as('otherKeys')

/** What others show of customers, by the ids or keys that were asked for. */
export async function findCustomerRefs(
  ctx: Context,
  column: 'id' | 'key',
  values: readonly string[],
): Promise<Map<string, CustomerRef>> {
  if (values.length === 0) return new Map()
  const rows = await findLive(ctx)
    .select([...shown, otherKeys, `asked.${column} as asked`])
    .where(`asked.${column}`, 'in', values)
    .execute()
  return new Map(rows.map(({ asked, ...customer }) => [asked, customer]))
}

/** The keys of those that were merged into these customers. */
export async function findOtherKeys(ctx: Context, customerIds: readonly string[]) {
  if (customerIds.length === 0) return []
  return customersDb(ctx)
    .selectFrom('customers.customers')
    .select(['key', 'mergedIntoId'])
    .where('mergedIntoId', 'in', customerIds)
    .orderBy('key')
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

export async function findMailDomains(ctx: Context, customerIds: readonly string[]) {
  if (customerIds.length === 0) return []
  return customersDb(ctx)
    .selectFrom('customers.mailDomains')
    .selectAll()
    .where('customerId', 'in', customerIds)
    .orderBy('domain')
    .execute()
}

/** The customers at whose domains these are, by domain. */
export async function findCustomersAt(ctx: Context, domains: readonly string[]): Promise<Map<string, CustomerRef>> {
  if (domains.length === 0) return new Map()
  const rows = await customersDb(ctx)
    .selectFrom('customers.mailDomains as mailDomain')
    .innerJoin('customers.customers as customer', 'customer.id', 'mailDomain.customerId')
    .select(['mailDomain.domain', ...shown, otherKeys])
    .where('mailDomain.domain', 'in', domains)
    .execute()
  return new Map(rows.map(({ domain, ...customer }) => [domain, customer]))
}

/** A customer with a domain, or a contact's address, at this domain or below it. */
export async function findCustomerBelow(ctx: Context, domain: string): Promise<Owner | undefined> {
  const { rows } = await sql<Owner>`
    select owned.kind, owned.what, customer.id as customer_id, customer.name as customer_name
    from (
      select 'domain' as kind, domain as what, customer_id, domain as place from customers.mail_domains
      union all
      select 'address', address.email, contact.customer_id, split_part(address.email, '@', 2)
        from customers.addresses address join customers.contacts contact on contact.id = address.contact_id
    ) owned
    join customers.customers customer on customer.id = owned.customer_id
    where owned.place = ${domain} or right(owned.place, ${domain.length + 1}) = ${`.${domain}`}
    limit 1`.execute(ctx.db)
  return rows[0]
}

export async function deleteCustomer(ctx: Context, id: string): Promise<void> {
  await customersDb(ctx).deleteFrom('customers.customers').where('id', '=', id).execute()
}

/** Does something and takes all of it back: what it returns is what would be. */
export async function tryOut<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  await sql`savepoint try_out`.execute(ctx.db)
  const answer = await work()
  await sql`rollback to savepoint try_out`.execute(ctx.db)
  return answer
}

export interface Owner {
  readonly kind: 'site' | 'domain' | 'address'
  readonly what: string
  readonly customerId: string
  readonly customerName: string
}

/** Which of these sites, domains and addresses belong to a customer already, and to whom. */
export async function findOwners(
  ctx: Context,
  { sites, mailDomains, emails }: Record<'sites' | 'mailDomains' | 'emails', readonly string[]>,
): Promise<Owner[]> {
  const { rows } = await sql<Owner>`
    select owned.kind, owned.what, customer.id as customer_id, customer.name as customer_name
    from (
      select 'site' as kind, hostname as what, customer_id from customers.sites where hostname = any(${sites}::text[])
      union all
      select 'domain', domain, customer_id from customers.mail_domains where domain = any(${mailDomains}::text[])
      union all
      select 'address', address.email, contact.customer_id from customers.addresses address
        join customers.contacts contact on contact.id = address.contact_id
        where address.email = any(${emails}::text[])
    ) owned
    join customers.customers customer on customer.id = owned.customer_id
    order by owned.what`.execute(ctx.db)
  return rows
}

/**
 * The organisations that are served, the people there and their sites. A customer's `key` is the
 * `customer.id` of events and joins tickets to evidence.
 */
import type { z } from 'zod'
import type { Customer, ImportedCustomer, NewCustomer } from '@bellwether/contract/customers.ts'
import { alreadyExists, notFound } from '@bellwether/contract/problem.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import type { Page, PageOf } from '../platform/database/page-by-key.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { alreadyThere, Problem } from '../platform/problem.ts'
import { customersChanged } from './customers.events.ts'
import * as store from './customers.store.ts'

export { customersChanged } from './customers.events.ts'

type CustomerAnswer = Omit<z.output<typeof Customer>, 'createdAt'> & { createdAt: Date }

/** A customer as other modules show it. */
export type CustomerRef = store.CustomerRef

/** Customers by name. */
export async function listCustomers(
  ctx: Context,
  query: Page & { search?: string | undefined },
): Promise<PageOf<CustomerAnswer>> {
  allow(ctx, 'customers.read')
  const { items, nextCursor } = await store.findCustomers(ctx, { ...query, search: query.search })
  return { items: await withDetails(ctx, items), nextCursor }
}

/** How many customers there are. */
export async function countCustomers(ctx: Context): Promise<number> {
  allow(ctx, 'customers.read')
  return store.countRows(ctx)
}

export async function getCustomer(ctx: Context, id: string): Promise<CustomerAnswer> {
  allow(ctx, 'customers.read')
  return presentCustomer(ctx, id)
}

async function presentCustomer(ctx: Context, id: string): Promise<CustomerAnswer> {
  const [customer] = await withDetails(ctx, await store.findCustomersBy(ctx, 'id', [id]))
  if (!customer) throw new Problem(notFound, 'There is no such customer.')
  return customer
}

export async function addCustomer(ctx: Context, input: NewCustomer): Promise<CustomerAnswer> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await store.lockCustomers(ctx)
    await requireUnclaimed(ctx, input)
    const id = await store.insertCustomer(ctx, input)
    if (!id) throw alreadyThere('/key', `There is already a customer with the key "${input.key}".`)
    await addDetails(ctx, id, input)
    await recordAudit(ctx, { action: 'customers.add-customer', about: { module: 'customers', id } })
    await announce(ctx, customersChanged, {})
    return presentCustomer(ctx, id)
  })
}

/** Changes a customer to what is said here, sites and contacts included. */
export async function changeCustomer(
  ctx: Context,
  id: string,
  input: Omit<NewCustomer, 'key'>,
): Promise<CustomerAnswer> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await store.lockCustomers(ctx)
    await presentCustomer(ctx, id)
    await requireUnclaimed(ctx, input, id)
    await store.updateCustomer(ctx, id, input)
    const emails = input.contacts.map(({ email }) => email.toLowerCase())
    await store.keepOnly(ctx, id, { sites: input.sites, emails })
    await addDetails(ctx, id, input)
    await recordAudit(ctx, { action: 'customers.change-customer', about: { module: 'customers', id } })
    await announce(ctx, customersChanged, {})
    return presentCustomer(ctx, id)
  })
}

/** Adds or updates many customers by key; sites and contacts named here move to the customer that names them. */
export async function importCustomers(
  ctx: Context,
  customers: readonly ImportedCustomer[],
): Promise<{ added: number; changed: number }> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await store.lockCustomers(ctx)
    const before = await detailsByKey(ctx, customers)
    for (const customer of customers) await addDetails(ctx, await store.upsertCustomer(ctx, customer), customer)
    const after = await detailsByKey(ctx, customers)
    const added = after.size - before.size
    const changed = [...before].filter(([key, text]) => after.get(key) !== text).length
    const about = { module: 'customers', id: 'import' }
    await recordAudit(ctx, { action: 'customers.import', about, detail: { added, changed, of: customers.length } })
    if (added + changed > 0) await announce(ctx, customersChanged, {})
    return { added, changed }
  })
}

/** Everything that is known of the customers with these keys, to be compared. */
async function detailsByKey(ctx: Context, customers: readonly ImportedCustomer[]): Promise<Map<string, string>> {
  const keys = [...new Set(customers.map((one) => one.key))]
  const rows = await withDetails(ctx, await store.findCustomersBy(ctx, 'key', keys))
  return new Map(rows.map((row) => [row.key, JSON.stringify(row)]))
}

/** The contact with this address, and their customer. For verbs of other modules. */
export async function findContact(
  ctx: Context,
  email: string,
): Promise<{ contact: store.ContactRow; customer: CustomerRef } | undefined> {
  allow(ctx, 'customers.read')
  const contact = await store.findContactRow(ctx, email)
  if (!contact) return undefined
  const [customer] = await store.findCustomersBy(ctx, 'id', [contact.customerId])
  return customer && { contact, customer }
}

/** The customers whose contacts have these addresses, by address in lower case. For verbs of other modules. */
export async function customersOfContacts(
  ctx: Context,
  emails: readonly string[],
): Promise<Map<string, store.CustomerRef>> {
  allow(ctx, 'customers.read')
  const contacts = await store.findContactRows(ctx, [...new Set(emails.map((email) => email.toLowerCase()))])
  const customers = await customersBy(
    ctx,
    'id',
    contacts.map(({ customerId }) => customerId),
  )
  return new Map(
    contacts.flatMap(({ email, customerId }) => {
      const customer = customers.get(customerId)
      return customer ? [[email, customer] as const] : []
    }),
  )
}

/** Customers by id or by key. For lists that show names. */
export async function customersBy(
  ctx: Context,
  column: 'id' | 'key',
  values: readonly string[],
): Promise<Map<string, CustomerRef>> {
  allow(ctx, 'customers.read')
  const rows = await store.findCustomerRefs(ctx, column, [...new Set(values)])
  return new Map(rows.map((row) => [row[column], row]))
}

/** Hostnames of a customer, in order. */
export async function sitesOf(ctx: Context, customerId: string): Promise<string[]> {
  allow(ctx, 'customers.read')
  return (await store.findSites(ctx, [customerId])).map((site) => site.hostname)
}

/** A site or contact moves between customers only by an import, which says so; adding or changing one takes none. */
async function requireUnclaimed(
  ctx: Context,
  { sites, contacts }: Pick<NewCustomer, 'sites' | 'contacts'>,
  ownId?: string,
): Promise<void> {
  const asked = { sites, emails: contacts.map((one) => one.email.toLowerCase()) }
  const taken = (await store.findOwners(ctx, asked)).filter(({ customerId }) => customerId !== ownId)
  if (taken.length === 0) return
  const named = taken.slice(0, 5).map(({ what, customerName }) => `${what} belongs to ${customerName}`)
  const more = taken.length > named.length ? ` and ${taken.length - named.length} more` : ''
  throw new Problem(alreadyExists, `${named.join(', ')}${more}. Take it off there first.`)
}

/** The same site or address twice in one input means it once, with its last name. */
async function addDetails(ctx: Context, id: string, input: Pick<NewCustomer, 'sites' | 'contacts'>): Promise<void> {
  const contacts = new Map(input.contacts.map(({ name, email }) => [email.toLowerCase(), { name, email }]))
  await store.insertSites(ctx, id, [...new Set(input.sites)])
  await store.insertContacts(ctx, id, [...contacts.values()])
}

async function withDetails(ctx: Context, rows: readonly store.CustomerRow[]): Promise<CustomerAnswer[]> {
  const ids = rows.map((row) => row.id)
  const sites = Map.groupBy(await store.findSites(ctx, ids), (site) => site.customerId)
  const contacts = Map.groupBy(await store.findContacts(ctx, ids), (contact) => contact.customerId)
  return rows.map((row) => ({
    ...row,
    sites: (sites.get(row.id) ?? []).map((site) => site.hostname),
    contacts: contacts.get(row.id) ?? [],
  }))
}

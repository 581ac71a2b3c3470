import type { z } from 'zod'
import type { Customer } from '@bellwether/contract/customers.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problem.ts'
import { presentManagers } from './account-managers.ts'
import { findContacts } from './contact.store.ts'
import { findFieldValues } from './field.store.ts'
import { type CustomerRow, findCustomersBy, findMailDomains, findOtherKeys, findSites } from './customers.store.ts'

export type CustomerAnswer = Omit<z.output<typeof Customer>, 'createdAt'> & { createdAt: Date }

/** One customer; of a merged one that in which it goes on. */
export async function presentCustomer(ctx: Context, id: string): Promise<CustomerAnswer> {
  const [customer] = await presentCustomers(ctx, await findCustomersBy(ctx, 'id', [id]))
  if (!customer) throw new Problem(notFound, said`There is no such customer.`)
  return customer
}

/** The customers with these keys, by the key that was asked for; of a merged one that in which it goes on. */
export async function presentByKey(ctx: Context, keys: readonly string[]): Promise<Map<string, CustomerAnswer>> {
  const rows = await findCustomersBy(ctx, 'key', [...new Set(keys)])
  const customers = await presentCustomers(ctx, [...new Map(rows.map((row) => [row.id, row])).values()])
  const byId = new Map(customers.map((customer) => [customer.id, customer]))
  return new Map(
    rows.flatMap(({ asked, id }) => {
      const customer = byId.get(id)
      return customer ? [[asked, customer] as const] : []
    }),
  )
}

/** Customers with everything that is known of them. */
export async function presentCustomers(ctx: Context, rows: readonly CustomerRow[]): Promise<CustomerAnswer[]> {
  const ids = rows.map((row) => row.id)
  const sites = Map.groupBy(await findSites(ctx, ids), (site) => site.customerId)
  const domains = Map.groupBy(await findMailDomains(ctx, ids), (one) => one.customerId)
  const contacts = Map.groupBy(await findContacts(ctx, ids), (contact) => contact.customerId)
  const values = Map.groupBy(await findFieldValues(ctx, ids), (one) => one.customerId)
  const merged = Map.groupBy(await findOtherKeys(ctx, ids), (one) => one.mergedIntoId ?? '')
  const managers = await presentManagers(
    ctx,
    rows.map((row) => row.accountManagerId),
  )
  return rows.map((row) => ({
    ...row,
    otherKeys: (merged.get(row.id) ?? []).map(({ key }) => key),
    sites: (sites.get(row.id) ?? []).map((site) => site.hostname),
    mailDomains: (domains.get(row.id) ?? []).map((one) => one.domain),
    contacts: contacts.get(row.id) ?? [],
    accountManager: managers.get(row.accountManagerId ?? '') ?? null,
    fields: Object.fromEntries((values.get(row.id) ?? []).map(({ fieldKey, value }) => [fieldKey, value])),
  }))
}

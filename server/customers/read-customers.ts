import type { Context } from '../platform/context.ts'
import type { Page, PageOf } from '../platform/database/page-by-key.ts'
import { allow } from '../platform/permissions.ts'
import * as store from './customers.store.ts'
import { type CustomerAnswer, presentCustomer, presentCustomers } from './present-customer.ts'

/** Customers by name. */
export async function listCustomers(
  ctx: Context,
  query: Page & { search?: string | undefined },
): Promise<PageOf<CustomerAnswer>> {
  allow(ctx, 'customers.read')
  const { items, nextCursor } = await store.findCustomers(ctx, { ...query, search: query.search })
  return { items: await presentCustomers(ctx, items), nextCursor }
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

/** Customers by the ids or keys that are asked for; of a merged one that in which it goes on. For lists that show names. */
export async function customersBy(
  ctx: Context,
  column: 'id' | 'key',
  values: readonly string[],
): Promise<Map<string, store.CustomerRef>> {
  allow(ctx, 'customers.read')
  return store.findCustomerRefs(ctx, column, [...new Set(values)])
}

/** Hostnames of a customer, in order. */
export async function sitesOf(ctx: Context, customerId: string): Promise<string[]> {
  allow(ctx, 'customers.read')
  return (await store.findSites(ctx, [customerId])).map((site) => site.hostname)
}

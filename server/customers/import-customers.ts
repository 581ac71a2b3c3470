import type { ImportedCustomer } from '@bellwether/contract/customers.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { managersNamed } from './account-managers.ts'
import { customersChanged } from './customers.events.ts'
import * as store from './customers.store.ts'
import { type CustomerAnswer, presentCustomers } from './present-customer.ts'
import { addDetails } from './put-details.ts'
import { addValues, requireFitting } from './put-values.ts'

/** Adds or updates many customers by key; what is named here moves to the customer that names it. */
export async function importCustomers(
  ctx: Context,
  customers: readonly ImportedCustomer[],
): Promise<{ added: number; changed: number }> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await store.lockCustomers(ctx)
    const before = await byKey(ctx, customers)
    await putCustomers(ctx, customers, [...before.values()])
    const after = await byKey(ctx, customers)
    const added = after.size - before.size
    const changed = [...before].filter(([key, one]) => JSON.stringify(after.get(key)) !== JSON.stringify(one)).length
    const about = { module: 'customers', id: 'import' }
    await recordAudit(ctx, { action: 'customers.import', about, detail: { added, changed, of: customers.length } })
    if (added + changed > 0) await announce(ctx, customersChanged, {})
    return { added, changed }
  })
}

async function putCustomers(
  ctx: Context,
  customers: readonly ImportedCustomer[],
  before: readonly CustomerAnswer[],
): Promise<void> {
  const managers = await managersNamed(
    ctx,
    customers.map((one, at) => ({ email: one.accountManager, pointer: `/customers/${at}/accountManager` })),
    before.map(({ accountManager }) => accountManager?.id ?? null),
  )
  await requireFitting(ctx, customers, before)
  for (const { key, name, plan, isVip, accountManager: email, fields, ...details } of customers) {
    const accountManagerId = email ? (managers.get(email.toLowerCase()) ?? null) : null
    const id = await store.upsertCustomer(ctx, key, {
      name,
      ...(plan === undefined ? {} : { plan }),
      ...(isVip === undefined ? {} : { isVip }),
      ...(email === undefined ? {} : { accountManagerId }),
    })
    await addDetails(ctx, id, details)
    await addValues(ctx, id, fields)
  }
}

/** Everything that is known of the customers with these keys. */
async function byKey(ctx: Context, customers: readonly ImportedCustomer[]): Promise<Map<string, CustomerAnswer>> {
  const keys = [...new Set(customers.map((one) => one.key))]
  const rows = await presentCustomers(ctx, await store.findCustomersBy(ctx, 'key', keys))
  return new Map(rows.map((row) => [row.key, row]))
}

import type { NewCustomer } from '@bellwether/contract/customers.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { alreadyThere } from '../platform/problem.ts'
import { managersNamed } from './account-managers.ts'
import { writeChanges } from './changes.ts'
import { customersChanged } from './customers.events.ts'
import * as store from './customers.store.ts'
import { refuse } from './faults.ts'
import { type CustomerAnswer, presentCustomer } from './present-customer.ts'
import { replaceValues } from './put-values.ts'
import { replaceDetails, requireUnclaimed } from './put-details.ts'

export async function addCustomer(ctx: Context, input: NewCustomer): Promise<CustomerAnswer> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await store.lockCustomers(ctx)
    await requireUnclaimed(ctx, input)
    const id = await store.insertCustomer(ctx, input.key, await saidIn(ctx, input))
    if (!id) throw alreadyThere('/key', said`There is already a customer with the key "${input.key}".`)
    await replaceDetails(ctx, id, input)
    await replaceValues(ctx, id, input.fields)
    await recordAudit(ctx, { action: 'customers.add-customer', about: { module: 'customers', id } })
    await announce(ctx, customersChanged, {})
    const after = await presentCustomer(ctx, id)
    await writeChanges(ctx, [{ before: undefined, after }])
    return after
  })
}

/** Changes a customer to what is said here, sites, domains and contacts included. */
export async function changeCustomer(
  ctx: Context,
  askedId: string,
  input: Omit<NewCustomer, 'key'>,
): Promise<CustomerAnswer> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await store.lockCustomers(ctx)
    const before = await presentCustomer(ctx, askedId)
    const { id, accountManager } = before
    await requireUnclaimed(ctx, input, id)
    await store.updateCustomer(ctx, id, await saidIn(ctx, input, accountManager?.id))
    await replaceDetails(ctx, id, input)
    await replaceValues(ctx, id, input.fields)
    await recordAudit(ctx, { action: 'customers.change-customer', about: { module: 'customers', id } })
    await announce(ctx, customersChanged, {})
    const after = await presentCustomer(ctx, id)
    await writeChanges(ctx, [{ before, after }])
    return after
  })
}

async function saidIn(ctx: Context, input: Omit<NewCustomer, 'key'>, managerId: string | null = null) {
  const { name, plan, isVip, accountManager: email } = input
  const { ids, faults } = await managersNamed(ctx, [{ email, at: 0, pointer: '/accountManager' }], [managerId])
  refuse(faults)
  return { name, plan, isVip, accountManagerId: ids.get(email?.toLowerCase() ?? '') ?? null }
}

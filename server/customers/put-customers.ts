import type { ImportedCustomer } from '@bellwether/contract/customers.ts'
import type { Context } from '../platform/context.ts'
import { managersNamed } from './account-managers.ts'
import { writeChanges } from './changes.ts'
import { contactsIn, emailsOf } from './contacts.rules.ts'
import * as store from './customers.store.ts'
import { type Fault, refuse } from './faults.ts'
import { type CustomerAnswer, presentByKey, presentCustomers } from './present-customer.ts'
import { addDetails } from './put-details.ts'
import { addValues, valueFaults } from './put-values.ts'

/** What is known before customers are put: who is named, and who has what is named. */
export interface Known {
  /** By key, as far as they are there. */
  readonly named: ReadonlyMap<string, CustomerAnswer>
  /** By id: those that are named, and those from whom something moves. */
  readonly touched: ReadonlyMap<string, CustomerAnswer>
  readonly owners: readonly store.Owner[]
  readonly managers: ReadonlyMap<string, string>
  readonly faults: readonly Fault[]
}

export async function lookAt(ctx: Context, customers: readonly ImportedCustomer[]): Promise<Known> {
  const byKey = await presentByKey(
    ctx,
    customers.map(({ key }) => key),
  )
  const named = [...byKey.values()]
  const owners = await store.findOwners(ctx, {
    sites: customers.flatMap(({ sites }) => sites),
    mailDomains: customers.flatMap(({ mailDomains }) => mailDomains),
    emails: customers.flatMap(({ contacts }) => contactsIn(contacts).flatMap(emailsOf)),
  })
  const known = new Set(named.map(({ id }) => id))
  const others = [...new Set(owners.map(({ customerId }) => customerId))].filter((id) => !known.has(id))
  const losers = await presentCustomers(ctx, await store.findCustomersBy(ctx, 'id', others))
  const { ids: managers, faults } = await managersNamed(
    ctx,
    customers.map((one, at) => ({ email: one.accountManager, at, pointer: `/customers/${at}/accountManager` })),
    named.map(({ accountManager }) => accountManager?.id ?? null),
  )
  return {
    named: byKey,
    touched: new Map([...named, ...losers].map((one) => [one.id, one])),
    owners,
    managers,
    faults: [...faults, ...(await valueFaults(ctx, customers, named))],
  }
}

/**
 * Adds customers or brings them up to date. Of one that was merged only what it has is taken, for the one that goes
 * on: name, plan and values are that one's own. Returns what all that this touches are then, by id.
 */
export async function putCustomers(
  ctx: Context,
  customers: readonly ImportedCustomer[],
  known: Known,
): Promise<Map<string, CustomerAnswer>> {
  refuse(known.faults)
  const ids = new Set(known.touched.keys())
  for (const { key, name, plan, isVip, accountManager: email, fields, ...details } of customers) {
    const merged = known.named.get(key)
    const isMerged = merged !== undefined && merged.key !== key
    const id = isMerged
      ? merged.id
      : await store.upsertCustomer(ctx, key, {
          name,
          ...(plan === undefined ? {} : { plan }),
          ...(isVip === undefined ? {} : { isVip }),
          ...(email === undefined ? {} : { accountManagerId: known.managers.get(email?.toLowerCase() ?? '') ?? null }),
        })
    await addDetails(ctx, id, details)
    if (!isMerged) await addValues(ctx, id, fields)
    ids.add(id)
  }
  const after = await presentCustomers(ctx, await store.findCustomersBy(ctx, 'id', [...ids]))
  await writeChanges(
    ctx,
    after.map((one) => ({ before: known.touched.get(one.id), after: one })),
  )
  return new Map(after.map((one) => [one.id, one]))
}

import type { Context } from '../platform/context.ts'
import { findAddressOwners, findContacts, keepOnlyAddresses, tidyContacts, upsertContacts } from './contact.store.ts'
import {
  findCustomersBy,
  findOwners,
  insertMailDomains,
  insertSites,
  keepOnly,
  updateCustomer,
} from './customers.store.ts'
import { deleteValues, findFields, findFieldValues, holdFields, upsertValues } from './field.store.ts'
import { presentCustomers } from './present-customer.ts'
import { addressesOf, type Snapshot, snapshotOf } from './snapshot.rules.ts'

/** What these customers are now, by id. */
export async function snapshotsNow(ctx: Context, ids: readonly string[]): Promise<Map<string, Snapshot>> {
  const customers = await presentCustomers(ctx, await findCustomersBy(ctx, 'id', [...new Set(ids)]))
  return new Map(customers.map((customer) => [customer.id, snapshotOf(customer)]))
}

/** Whose the sites, domains and addresses of a snapshot are now. */
export const ownersOf = (ctx: Context, { sites, mailDomains, contacts }: Snapshot) =>
  findOwners(ctx, { sites, mailDomains, emails: contacts.flatMap(addressesOf) })

/** Makes a customer what it was; what it had then comes back from whoever has it now. */
export async function restoreSnapshot(ctx: Context, id: string, snapshot: Snapshot): Promise<void> {
  const { name, plan, isVip, accountManagerId, sites, mailDomains, contacts } = snapshot
  await updateCustomer(ctx, id, { name, plan, isVip, accountManagerId })
  await keepOnly(ctx, id, { sites, mailDomains })
  await insertSites(ctx, id, sites)
  await insertMailDomains(ctx, id, mailDomains)
  const emails = contacts.flatMap(addressesOf)
  const owners = [...(await findAddressOwners(ctx, emails)).values()].map(({ contactId }) => contactId)
  const before = (await findContacts(ctx, [id])).map((contact) => contact.id)
  await upsertContacts(
    ctx,
    id,
    contacts.map((contact) => ({ ...contact, emails: addressesOf(contact) })),
  )
  await keepOnlyAddresses(ctx, id, emails)
  await tidyContacts(ctx, [...new Set([...owners, ...before])])
  await restoreValues(ctx, id, snapshot.fields)
}

/** A field may have gone since, and its values with it. */
async function restoreValues(ctx: Context, id: string, values: Snapshot['fields']): Promise<void> {
  await holdFields(ctx)
  const known = new Set((await findFields(ctx)).map(({ key }) => key))
  const now = (await findFieldValues(ctx, [id])).map(({ fieldKey }) => fieldKey)
  await deleteValues(
    ctx,
    id,
    now.filter((key) => !Object.hasOwn(values, key)),
  )
  await upsertValues(
    ctx,
    id,
    Object.entries(values).filter(([key]) => known.has(key)),
  )
}

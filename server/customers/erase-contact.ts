import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { isTelling } from '../platform/erasing/address-pattern.rules.ts'
import { erasedName } from '../platform/erasing/erased.ts'
import { allow, allowJobsOnly } from '../platform/permissions.ts'
import { findContactsByEmail } from './contact.store.ts'
import { customersChanged } from './customers.events.ts'
import { lockCustomers } from './customers.store.ts'
import { deleteContacts, deleteTraces, findAddressesOfContacts, findNames, renameInChanges } from './erase.store.ts'

/** Who somebody is, by any address of theirs: every address, in lower case, and the names they are known by. */
export interface PersonAtCustomer {
  readonly addresses: readonly string[]
  readonly names: readonly string[]
  readonly customerIds: readonly string[]
}

/** Whoever has this address; a stranger has this one alone. */
export async function personAt(ctx: Context, address: string): Promise<PersonAtCustomer> {
  allow(ctx, 'privacy.write')
  const asked = address.toLowerCase()
  const addresses = [...new Set([asked, ...(await findAddressesOfContacts(ctx, [asked]))])].toSorted()
  const contacts = await findContactsByEmail(ctx, addresses)
  return {
    addresses,
    names: await findNames(ctx, addresses),
    customerIds: [...new Set([...contacts.values()].map(({ customerId }) => customerId))],
  }
}

/** Takes somebody out of the directory, with all that could bring them back; says how many contacts that were. */
export async function eraseContact(ctx: Context, { addresses, names, customerIds }: PersonAtCustomer): Promise<number> {
  allowJobsOnly(ctx)
  return inTransaction(ctx, async (ctx) => {
    await lockCustomers(ctx)
    const contacts = await deleteContacts(ctx, addresses)
    await deleteTraces(ctx, addresses)
    await renameInChanges(ctx, customerIds, names.filter(isTelling), erasedName)
    if (contacts > 0) await announce(ctx, customersChanged, {})
    return contacts
  })
}

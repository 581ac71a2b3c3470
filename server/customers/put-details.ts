import type { NewCustomer } from '@bellwether/contract/customers.ts'
import { alreadyExists } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problem.ts'
import { findAddressOwners, findContacts, keepOnlyAddresses, tidyContacts, upsertContacts } from './contact.store.ts'
import { contactsIn, emailsOf, type NamedContact, plannedContacts } from './contacts.rules.ts'
import { findOwners, insertMailDomains, insertSites, keepOnly } from './customers.store.ts'

export type Details = Pick<NewCustomer, 'sites' | 'mailDomains'> & { contacts: readonly NamedContact[] }

/** Gives a customer these sites, domains and contacts, whosever they were; what it has besides stays. */
export async function addDetails(ctx: Context, id: string, details: Details): Promise<void> {
  await insertSites(ctx, id, [...new Set(details.sites)])
  await insertMailDomains(ctx, id, [...new Set(details.mailDomains)])
  await putContacts(ctx, id, { contacts: details.contacts, isWhole: false })
}

/** Makes these the sites, domains and contacts of a customer: what is left out is theirs no more. */
export async function replaceDetails(ctx: Context, id: string, details: Details): Promise<void> {
  await keepOnly(ctx, id, details)
  await insertSites(ctx, id, [...new Set(details.sites)])
  await insertMailDomains(ctx, id, [...new Set(details.mailDomains)])
  await putContacts(ctx, id, { contacts: details.contacts, isWhole: true })
}

async function putContacts(
  ctx: Context,
  customerId: string,
  { contacts, isWhole }: { contacts: readonly NamedContact[]; isWhole: boolean },
): Promise<void> {
  const named = contactsIn(contacts)
  const emails = named.flatMap(emailsOf)
  const owners = await findAddressOwners(ctx, emails)
  const before = isWhole ? await findContacts(ctx, [customerId]) : []
  await upsertContacts(ctx, customerId, plannedContacts(named, owners, { customerId, isWhole }))
  if (isWhole) await keepOnlyAddresses(ctx, customerId, emails)
  const touched = [...owners.values()].map(({ contactId }) => contactId)
  await tidyContacts(ctx, [...new Set([...touched, ...before.map(({ id }) => id)])])
}

/** What is of another customer moves only by an import, which says so; adding or changing a customer takes none. */
export async function requireUnclaimed(ctx: Context, details: Details, ownId?: string): Promise<void> {
  const { sites, mailDomains, contacts } = details
  const emails = contactsIn(contacts).flatMap(emailsOf)
  const owners = await findOwners(ctx, { sites, mailDomains, emails })
  const taken = owners.filter(({ customerId }) => customerId !== ownId)
  if (taken.length === 0) return
  throw new Problem(alreadyExists, whose(taken))
}

const namedMost = 5

function whose(taken: readonly { what: string; customerName: string }[]): string {
  const [only, ...others] = taken
  if (only && others.length === 0) return said`${only.what} belongs to ${only.customerName}. Take it off there first.`
  const named = taken.slice(0, namedMost).map(({ what, customerName }) => `${what} (${customerName})`)
  const list = [...named, ...(taken.length > namedMost ? ['…'] : [])].join(', ')
  return said`${list} belong to other customers. Take them off there first.`
}

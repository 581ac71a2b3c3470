import type { Context } from '../platform/context.ts'
import { allow } from '../platform/permissions.ts'
import { type ContactRow, findContactsByEmail } from './contact.store.ts'
import { type CustomerRef, findCustomerBelow, findCustomerRefs, findCustomersAt } from './customers.store.ts'

/** Whose somebody who writes is; there is no contact where it is only the domain of their address that says so. */
export interface Sender {
  readonly contact: ContactRow | null
  readonly customer: CustomerRef
}

/** The customer of whoever has this address. For verbs of other modules. */
export async function findSender(ctx: Context, email: string): Promise<Sender | undefined> {
  allow(ctx, 'customers.read')
  return (await findSenders(ctx, [email])).get(email.toLowerCase())
}

/**
 * The customers of whoever has these addresses, by address in lower case: that of the contact, or else that at
 * whose domain it is. Anybody may write such an address: a domain opens a ticket, and no more. For verbs of other modules.
 */
export async function findSenders(ctx: Context, emails: readonly string[]): Promise<Map<string, Sender>> {
  allow(ctx, 'customers.read')
  const asked = [...new Set(emails.map((email) => email.toLowerCase()))]
  const contacts = await findContactsByEmail(ctx, asked)
  const ids = [...new Set([...contacts.values()].map(({ customerId }) => customerId))]
  const customers = await findCustomerRefs(ctx, 'id', ids)
  const strangers = asked.filter((email) => !contacts.has(email))
  const atDomain = await findCustomersAt(ctx, [...new Set(strangers.map(domainOf))])
  return new Map(
    asked.flatMap((email) => {
      const contact = contacts.get(email) ?? null
      const customer = contact === null ? atDomain.get(domainOf(email)) : customers.get(contact.customerId)
      return customer ? [[email, { contact, customer }] as const] : []
    }),
  )
}

/** The contact with this address, and their customer. For verbs of other modules. */
export async function findContact(
  ctx: Context,
  email: string,
): Promise<{ contact: ContactRow; customer: CustomerRef } | undefined> {
  allow(ctx, 'customers.read')
  const sender = await findSender(ctx, email)
  return sender?.contact ? { contact: sender.contact, customer: sender.customer } : undefined
}

/** The name of a customer who is, or has a contact, at this domain or below it. For verbs of other modules. */
export async function customerBelow(ctx: Context, domain: string): Promise<string | undefined> {
  allow(ctx, 'customers.read')
  return (await findCustomerBelow(ctx, domain))?.customerName
}

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1)

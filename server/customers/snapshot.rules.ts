import type { Customer } from '@bellwether/contract/customers.ts'

/** Everything that a customer is, as it is kept to come back to it. */
export type Snapshot = Pick<Customer, 'name' | 'plan' | 'isVip' | 'sites' | 'mailDomains' | 'contacts' | 'fields'> & {
  readonly accountManagerId: string | null
}

export const snapshotOf = (customer: Omit<Customer, 'createdAt'>): Snapshot => ({
  name: customer.name,
  plan: customer.plan,
  isVip: customer.isVip,
  sites: customer.sites,
  mailDomains: customer.mailDomains,
  contacts: customer.contacts.map(({ id, name, email, otherEmails }) => ({ id, name, email, otherEmails })),
  fields: customer.fields,
  accountManagerId: customer.accountManager?.id ?? null,
})

export const addressesOf = ({ email, otherEmails }: Snapshot['contacts'][number]): string[] => [email, ...otherEmails]

import type { CustomerField } from '@bellwether/contract/customers.ts'

export type Field =
  | 'key'
  | 'name'
  | 'plan'
  | 'vip'
  | 'sites'
  | 'mailDomains'
  | 'contacts'
  | 'contactName'
  | 'accountManager'

/** How other systems name them; spaces, case and punctuation do not matter. */
const namesOf: Readonly<Record<Field, readonly string[]>> = {
  key: ['key', 'customerkey', 'customerid', 'id', 'accountid', 'externalid', 'slug'],
  name: [
    'name',
    'customer',
    'customername',
    'company',
    'companyname',
    'organisation',
    'organization',
    'account',
    'accountname',
  ],
  plan: ['plan', 'tier', 'package'],
  vip: ['vip', 'isvip'],
  sites: ['sites', 'site', 'domains', 'domain', 'hostnames', 'hostname', 'hosts', 'host', 'websites', 'website'],
  mailDomains: ['maildomains', 'maildomain', 'emaildomains', 'emaildomain'],
  contacts: ['contacts', 'contact', 'emails', 'email', 'mail', 'contactemail', 'contactemails', 'emailaddress'],
  contactName: ['contactname', 'contactperson', 'person'],
  accountManager: ['accountmanager', 'accountowner', 'accountexecutive', 'customersuccessmanager', 'csm'],
}

export interface Columns {
  /** Where each field stands. */
  readonly of: ReadonlyMap<Field, number>
  /** Where each of the organisation's own fields stands. */
  readonly own: ReadonlyMap<CustomerField, number>
  /** Names of columns that are not read. */
  readonly left: readonly string[]
  /** How many columns there are. */
  readonly width: number
}

const plainOf = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Which column of a header is which field; the first of several that could be. What all customers have goes first. */
export function columnsOf(header: readonly string[], fields: readonly CustomerField[]): Columns {
  const plain = header.map(plainOf)
  const of = new Map<Field, number>()
  for (const [field, names] of Object.entries(namesOf) as [Field, readonly string[]][]) {
    const position = names.map((name) => plain.indexOf(name)).find((found) => found !== -1)
    if (position !== undefined) of.set(field, position)
  }
  const taken = new Set(of.values())
  const own = new Map(
    fields.flatMap((field) => {
      const position = [field.key, field.name]
        .map((one) => plain.indexOf(plainOf(one)))
        .find((at) => at !== -1 && !taken.has(at))
      return position === undefined ? [] : [[field, position] as const]
    }),
  )
  const read = taken.union(new Set(own.values()))
  const left = header.filter((name, position) => name.trim() !== '' && !read.has(position))
  return { of, own, left, width: header.length }
}

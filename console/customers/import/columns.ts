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
  /** Names of columns that are not read. */
  readonly left: readonly string[]
  /** How many columns there are. */
  readonly width: number
}

/** Which column of a header is which field; the first of several that could be. */
export function columnsOf(header: readonly string[]): Columns {
  const plain = header.map((name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''))
  const of = new Map<Field, number>()
  for (const [field, names] of Object.entries(namesOf) as [Field, readonly string[]][]) {
    const position = names.map((name) => plain.indexOf(name)).find((found) => found !== -1)
    if (position !== undefined) of.set(field, position)
  }
  const read = new Set(of.values())
  const left = header.filter((name, position) => name.trim() !== '' && !read.has(position))
  return { of, left, width: header.length }
}

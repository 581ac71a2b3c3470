import type { ImportedCustomer, PreviewedRow } from '@bellwether/contract/customers.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { contactsIn, emailsOf } from './contacts.rules.ts'
import { lockCustomers, type Owner, tryOut } from './customers.store.ts'
import { differences } from './import.rules.ts'
import { importCustomers } from './import-customers.ts'
import { type CustomerAnswer, presentByKey } from './present-customer.ts'
import { lookAt } from './put-customers.ts'

/** What an import of these customers would do, known by doing it and taking it back; who would be refused is not in it. */
export async function previewImport(ctx: Context, customers: readonly ImportedCustomer[]): Promise<PreviewedRow[]> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await lockCustomers(ctx)
    const { named, owners, faults } = await lookAt(ctx, customers)
    const whyNot = new Map(faults.map(({ at, detail }) => [at, detail]))
    const good = customers.filter((_, at) => !whyNot.has(at))
    const keys = good.map(({ key }) => key)
    const after = await tryOut(ctx, async () => {
      if (good.length > 0) await importCustomers(ctx, { customers: good })
      return presentByKey(ctx, keys)
    })
    const ownersOf = Map.groupBy(owners, nameOf)
    return customers.map((customer, at) => {
      const why = whyNot.get(at) ?? null
      return rowOf(customer, { why, before: named.get(customer.key), after: after.get(customer.key), ownersOf })
    })
  })
}

interface Outlook {
  readonly why: string | null
  readonly before: CustomerAnswer | undefined
  readonly after: CustomerAnswer | undefined
  readonly ownersOf: ReadonlyMap<string, readonly Owner[]>
}

function rowOf(customer: ImportedCustomer, { why, before, after, ownersOf }: Outlook): PreviewedRow {
  const { key, name } = customer
  if (why !== null || !after) return { key, name, outcome: 'refused', changes: [], takes: [], why }
  const changes = differences(before, after)
  const changed = changes.length > 0 ? 'changed' : 'unchanged'
  const takes = thingsOf(customer)
    .flatMap((thing) => ownersOf.get(thing) ?? [])
    .filter(({ customerId }) => customerId !== before?.id)
    .map(({ what, customerName }) => ({ what, from: customerName }))
  return { key, name, outcome: before === undefined ? 'added' : changed, changes, takes, why }
}

/** A site and a domain may have the same name and different owners. */
const nameOf = ({ kind, what }: Pick<Owner, 'kind' | 'what'>): string => `${kind} ${what}`

const thingsOf = ({ sites, mailDomains, contacts }: ImportedCustomer): string[] => [
  ...new Set([
    ...sites.map((what) => nameOf({ kind: 'site', what })),
    ...mailDomains.map((what) => nameOf({ kind: 'domain', what })),
    ...contactsIn(contacts).flatMap((one) => emailsOf(one).map((what) => nameOf({ kind: 'address', what }))),
  ]),
]

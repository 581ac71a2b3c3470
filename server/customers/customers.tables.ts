import type { ColumnType, Generated } from 'kysely'
import type { FieldKind, FieldValue, Plan } from '@bellwether/contract/customers.ts'
import type { Context } from '../platform/context.ts'
import type { Moved, MovedContact } from './merge.rules.ts'
import type { Snapshot } from './snapshot.rules.ts'

export type CustomersTables = {
  'customers.customers': {
    id: Generated<string>
    key: string
    name: string
    plan: Plan
    isVip: boolean
    accountManagerId: string | null
    /** Set for one that goes on in another. */
    mergedIntoId: string | null
    createdAt: Date
  }
  'customers.sites': { hostname: string; customerId: string }
  'customers.mailDomains': { domain: string; customerId: string }
  /** `email` is the primary one of its addresses. */
  'customers.contacts': { id: Generated<string>; customerId: string; name: string; email: string }
  'customers.addresses': { email: string; contactId: string }
  'customers.fields': { key: string; name: string; kind: FieldKind; choices: string[]; position: Generated<number> }
  'customers.fieldValues': {
    customerId: string
    fieldKey: string
    value: ColumnType<FieldValue, string, string>
  }
  'customers.imports': { id: Generated<string>; at: Date; byName: string; undoneAt: Date | null }
  'customers.importRows': {
    importId: string
    customerId: string
    key: string
    name: string
    before: ColumnType<Snapshot | null, string | null>
    after: ColumnType<Snapshot, string, string>
    state: Generated<'done' | 'undone' | 'left'>
  }
  'customers.changes': { id: Generated<string>; customerId: string; at: Date; byName: string; what: string }
  'customers.merges': {
    id: Generated<string>
    kind: 'customers' | 'contacts'
    at: Date
    byName: string
    customerId: string
    fromId: string
    fromName: string
    intoId: string
    moved: ColumnType<Moved | MovedContact, string, string>
    undoneAt: Date | null
  }
  'customers.notes': {
    id: Generated<string>
    customerId: string
    at: Date
    authorPersonId: string | null
    authorName: string
    text: string
  }
}

export const customersDb = (ctx: Context) => ctx.db.withTables<CustomersTables>()

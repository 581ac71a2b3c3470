import type { Generated } from 'kysely'
import type { Plan } from '@bellwether/contract/customers.ts'
import type { Context } from '../platform/context.ts'

export type CustomersTables = {
  'customers.customers': {
    id: Generated<string>
    key: string
    name: string
    plan: Plan
    isVip: boolean
    createdAt: Date
  }
  'customers.sites': { hostname: string; customerId: string }
  'customers.contacts': { id: Generated<string>; customerId: string; name: string; email: string }
}

export const customersDb = (ctx: Context) => ctx.db.withTables<CustomersTables>()

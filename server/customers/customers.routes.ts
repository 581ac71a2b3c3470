import * as contract from '@bellwether/contract/customers.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import { addCustomer, getCustomer, importCustomers, listCustomers } from './customers.ts'

export const customersRoutes: HandledRoute[] = [
  handle(contract.listCustomers, async ({ ctx, query }) => {
    const after = readNameCursor(query.cursor)
    const items = await listCustomers(ctx, { search: query.search, after, limit: query.limit + 1 })
    const last = items.length > query.limit ? items[query.limit - 1] : undefined
    const nextCursor = last ? Buffer.from(JSON.stringify([last.name, last.id])).toString('base64url') : null
    return { items: items.slice(0, query.limit), nextCursor }
  }),
  handle(contract.getCustomer, ({ ctx, params }) => getCustomer(ctx, params.id)),
  handle(contract.addCustomer, ({ ctx, body }) => addCustomer(ctx, body)),
  handle(contract.importCustomers, ({ ctx, body }) => importCustomers(ctx, body.customers)),
]

function readNameCursor(cursor: string | undefined): { name: string; id: string } | undefined {
  if (cursor === undefined) return undefined
  try {
    const [name, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string]
    return { name, id }
  } catch {
    return undefined
  }
}

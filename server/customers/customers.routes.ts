import * as contract from '@bellwether/contract/customers.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { z } from 'zod'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import { Problem } from '../platform/problem.ts'
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

const NameCursor = z.tuple([z.string(), z.uuid()])

function readNameCursor(cursor: string | undefined): { name: string; id: string } | undefined {
  if (cursor === undefined) return undefined
  const read = NameCursor.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString()))
  if (read.success) return { name: read.data[0], id: read.data[1] }
  throw new Problem(badInput, undefined, {
    errors: [{ pointer: '/query/cursor', detail: 'Use `nextCursor` as it was given.' }],
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

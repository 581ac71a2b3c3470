import * as contract from '@bellwether/contract/customers.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import { addCustomer, changeCustomer, getCustomer, importCustomers, listCustomers } from './customers.ts'

export const customersRoutes: HandledRoute[] = [
  handle(contract.listCustomers, ({ ctx, query }) => listCustomers(ctx, query)),
  handle(contract.getCustomer, ({ ctx, params }) => getCustomer(ctx, params.id)),
  handle(contract.addCustomer, ({ ctx, body }) => addCustomer(ctx, body)),
  handle(contract.changeCustomer, ({ ctx, params, body }) => changeCustomer(ctx, params.id, body)),
  handle(contract.importCustomers, ({ ctx, body }) => importCustomers(ctx, body.customers)),
]

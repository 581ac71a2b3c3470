import { z } from 'zod'
import { Customer, CustomerNote, ImportedCustomer, NewCustomer } from './customer-shapes.ts'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { alreadyExists, notFound } from './problem.ts'
import { route } from './route.ts'

export * from './customer-fields.ts'
export * from './customer-imports.ts'
export * from './customer-merges.ts'
export * from './customer-shapes.ts'
export { CustomerField, FieldKind, fieldFault, FieldValue, FieldValues, SaidFieldValues } from './field-shapes.ts'

export const listCustomers = route({
  method: 'GET',
  path: '/api/customers',
  summary: 'Customers by name; `search` looks at names, keys, sites, domains and addresses',
  query: z.object({ ...pageQuery, search: z.string().max(200).optional() }),
  answer: pageOf(Customer),
})

export const getCustomer = route({
  method: 'GET',
  path: '/api/customers/{id}',
  summary: 'One customer',
  params: z.object({ id: Id }),
  answer: Customer,
  problems: [notFound],
})

export const addCustomer = route({
  method: 'POST',
  path: '/api/customers',
  summary: 'Add a customer with sites, domains and contacts',
  body: NewCustomer,
  answer: Customer,
  status: 201,
  problems: [alreadyExists],
})

export const changeCustomer = route({
  method: 'PUT',
  path: '/api/customers/{id}',
  summary: 'Change a customer; sites, domains, contacts and values that are left out are theirs no more. The key stays',
  params: z.object({ id: Id }),
  body: NewCustomer.omit({ key: true }),
  answer: Customer,
  problems: [notFound, alreadyExists],
})

export const putCustomer = route({
  method: 'PUT',
  path: '/api/customers/by-key/{key}',
  summary: 'Add the customer with this key or bring it up to date, as an import does: what is left out stays',
  params: z.object({ key: NewCustomer.shape.key }),
  body: ImportedCustomer.omit({ key: true }),
  answer: z.object({
    outcome: z.enum(['added', 'changed', 'unchanged']),
    customer: Customer,
  }),
})

export const listCustomerNotes = route({
  method: 'GET',
  path: '/api/customers/{id}/notes',
  summary: 'What staff wrote down about a customer, the newest first; no note ever reaches a customer',
  params: z.object({ id: Id }),
  query: z.object(pageQuery),
  answer: pageOf(CustomerNote),
  problems: [notFound],
})

export const writeCustomerNote = route({
  method: 'POST',
  path: '/api/customers/{id}/notes',
  summary: 'Write a note about a customer',
  params: z.object({ id: Id }),
  body: z.object({ text: z.string().min(1).max(10_000) }),
  answer: CustomerNote,
  status: 201,
  problems: [notFound],
})

export const removeCustomerNote = route({
  method: 'DELETE',
  path: '/api/customers/notes/{id}',
  summary: 'Remove a note for good',
  params: z.object({ id: Id }),
  answer: z.object({ removed: z.boolean() }),
  problems: [notFound],
})

export const CustomerChange = z.object({ id: Id, at: Instant, by: z.string(), what: z.string() })
export type CustomerChange = z.infer<typeof CustomerChange>

export const listCustomerChanges = route({
  method: 'GET',
  path: '/api/customers/{id}/changes',
  summary: 'When a customer was added or merged, and when its name, plan, VIP or account manager changed, newest first',
  params: z.object({ id: Id }),
  query: z.object(pageQuery),
  answer: pageOf(CustomerChange),
  problems: [notFound],
})

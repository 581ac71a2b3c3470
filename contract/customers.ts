import { z } from 'zod'
import { Email, Id, Instant, pageOf, pageQuery } from './paging.ts'
import { alreadyExists, notFound } from './problem.ts'
import { route } from './route.ts'

export const Plan = z.enum(['free', 'pro', 'premium'])
export type Plan = z.infer<typeof Plan>

export const Contact = z.object({ id: Id, name: z.string(), email: z.string() })
export const Customer = z.object({
  id: Id,
  key: z.string().describe('The customer.id that events carry'),
  name: z.string(),
  plan: Plan,
  isVip: z.boolean(),
  sites: z.array(z.string()),
  contacts: z.array(Contact),
  createdAt: Instant,
})
export type Customer = z.infer<typeof Customer>

const hostname = z.string().regex(/^[a-z0-9.-]{1,253}$/, 'Use a hostname in lower case.')

export const NewCustomer = z.object({
  key: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  plan: Plan.default('free'),
  isVip: z.boolean().default(false),
  sites: z.array(hostname).max(1000).default([]),
  contacts: z
    .array(z.object({ name: z.string().max(200), email: Email }))
    .max(100)
    .default([]),
})
export type NewCustomer = z.infer<typeof NewCustomer>

/** What an import says of a customer: what it leaves out stays as it is, and is that of a new one where it is new. */
export const ImportedCustomer = NewCustomer.extend({ plan: Plan.optional(), isVip: z.boolean().optional() })
export type ImportedCustomer = z.infer<typeof ImportedCustomer>

export const listCustomers = route({
  method: 'GET',
  path: '/api/customers',
  summary: 'Customers by name; `search` looks at names, keys, sites and addresses',
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
  summary: 'Add a customer with sites and contacts',
  body: NewCustomer,
  answer: Customer,
  status: 201,
  problems: [alreadyExists],
})

export const changeCustomer = route({
  method: 'PUT',
  path: '/api/customers/{id}',
  summary: 'Change a customer; sites and contacts that are left out are theirs no more. The key stays',
  params: z.object({ id: Id }),
  body: NewCustomer.omit({ key: true }),
  answer: Customer,
  problems: [notFound, alreadyExists],
})

export const importCustomers = route({
  method: 'POST',
  path: '/api/customers/import',
  summary: 'Add or bring up to date many customers by key; what is left out stays, and repeating it changes nothing',
  body: z.object({ customers: z.array(ImportedCustomer).min(1).max(1000) }),
  answer: z.object({ added: z.number().int(), changed: z.number().int() }),
})

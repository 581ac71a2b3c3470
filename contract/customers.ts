import { z } from 'zod'
import { FieldValues, SaidFieldValues } from './customer-fields.ts'
import { Email, Id, Instant, pageOf, pageQuery } from './paging.ts'
import { MailDomain } from './mail-domain.ts'
import { alreadyExists, notFound } from './problem.ts'
import { route } from './route.ts'

export * from './customer-fields.ts'

export const Plan = z.enum(['free', 'pro', 'premium'])
export type Plan = z.infer<typeof Plan>

export const Contact = z.object({
  id: Id,
  name: z.string(),
  email: z.string().describe('The primary address'),
  otherEmails: z.array(z.string()).describe('Mail from these is theirs as well'),
})
export type Contact = z.infer<typeof Contact>

export const AccountManager = z.object({ id: Id, name: z.string(), email: z.string(), hasLeft: z.boolean() })

export const Customer = z.object({
  id: Id,
  key: z.string().describe('The customer.id that events carry'),
  name: z.string(),
  plan: Plan,
  isVip: z.boolean(),
  sites: z.array(z.string()),
  mailDomains: z.array(z.string()).describe('Whoever writes from there and is nobody’s contact is theirs'),
  contacts: z.array(Contact),
  accountManager: AccountManager.nullable().describe('Who on staff looks after them'),
  fields: FieldValues.describe('Values of the organisation’s own fields, by key'),
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
  mailDomains: z.array(MailDomain).max(100).default([]),
  contacts: z
    .array(z.object({ name: z.string().max(200), email: Email, otherEmails: z.array(Email).max(20).default([]) }))
    .max(100)
    .default([]),
  accountManager: Email.nullable().default(null).describe('The address of somebody on staff; null: nobody'),
  fields: FieldValues.default({}),
})
export type NewCustomer = z.infer<typeof NewCustomer>

/** What an import says of a customer: what it leaves out stays as it is, and is that of a new one where it is new. */
export const ImportedCustomer = NewCustomer.extend({
  plan: Plan.optional(),
  isVip: z.boolean().optional(),
  accountManager: Email.nullable().optional(),
  fields: SaidFieldValues.default({}).describe('null takes a value away'),
})
export type ImportedCustomer = z.infer<typeof ImportedCustomer>

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

export const importCustomers = route({
  method: 'POST',
  path: '/api/customers/import',
  summary: 'Add or bring up to date many customers by key; what is left out stays, and repeating it changes nothing',
  body: z.object({ customers: z.array(ImportedCustomer).min(1).max(1000) }),
  answer: z.object({ added: z.number().int(), changed: z.number().int() }),
})

export const CustomerNote = z.object({
  id: Id,
  at: Instant,
  author: z.object({ id: Id.nullable().describe('null for a program in its own name'), name: z.string() }),
  text: z.string(),
})
export type CustomerNote = z.infer<typeof CustomerNote>

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

import { z } from 'zod'
import { said } from './said.ts'
import { FieldValues, SaidFieldValues } from './field-shapes.ts'
import { MailDomain } from './mail-domain.ts'
import { Email, Id, Instant } from './paging.ts'

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
  otherKeys: z.array(z.string()).describe('Of those that were merged into it: events with them are theirs as well'),
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

const hostname = z.string().regex(/^[a-z0-9.-]{1,253}$/, said`Use a hostname in lower case.`)

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

export const CustomerNote = z.object({
  id: Id,
  at: Instant,
  author: z.object({ id: Id.nullable().describe('null for a program in its own name'), name: z.string() }),
  text: z.string(),
})
export type CustomerNote = z.infer<typeof CustomerNote>

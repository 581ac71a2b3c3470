import { z } from 'zod'
import { Customer } from './customer-shapes.ts'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { notFound, problemKind } from './problem.ts'
import { route } from './route.ts'

export const mergedElsewhere = problemKind(
  'merged-elsewhere',
  409,
  'It was merged into another one',
  'Undo that merge first.',
)
export const nothingToGiveBack = problemKind(
  'nothing-to-give-back',
  409,
  'Nothing of it is there any more',
  'Add a new contact.',
)

export const Merge = z.object({
  id: Id,
  kind: z.enum(['customers', 'contacts']),
  at: Instant,
  by: z.string(),
  name: z.string().describe('What the one that was merged was called'),
})
export type Merge = z.infer<typeof Merge>

const Merged = z.object({ mergeId: Id, customer: Customer.describe('The one that goes on') })

export const mergeCustomer = route({
  method: 'POST',
  path: '/api/customers/{id}/merge',
  summary:
    'Merge a customer into another: sites, domains, contacts, notes and tickets go along, its key is one more key of the other',
  params: z.object({ id: Id }),
  body: z.object({ into: Id }),
  answer: Merged,
  problems: [notFound, mergedElsewhere],
})

export const mergeContact = route({
  method: 'POST',
  path: '/api/customers/contacts/{id}/merge',
  summary: 'Merge a contact into another of the same customer, who has all addresses then',
  params: z.object({ id: Id }),
  body: z.object({ into: Id }),
  answer: Merged,
  problems: [notFound],
})

export const listCustomerMerges = route({
  method: 'GET',
  path: '/api/customers/{id}/merges',
  summary: 'What was merged into a customer and among its contacts, the newest first; what was undone is not in it',
  params: z.object({ id: Id }),
  query: z.object(pageQuery),
  answer: pageOf(Merge),
  problems: [notFound],
})

export const undoMerge = route({
  method: 'POST',
  path: '/api/customers/merges/{id}/undo',
  summary:
    'Undo a merge: what went along goes back where it is still there; what is new stays with the one that went on',
  params: z.object({ id: Id }),
  answer: z.object({ customer: Customer.describe('The one that is there again, or whose contact is') }),
  problems: [notFound, mergedElsewhere, nothingToGiveBack],
})

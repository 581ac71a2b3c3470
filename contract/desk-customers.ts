import { z } from 'zod'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'

export const getCustomerTickets = route({
  method: 'GET',
  path: '/api/desk/customers/{id}',
  summary: 'The tickets of a customer at a glance',
  params: z.object({ id: Id }),
  answer: z.object({
    open: z.number().int(),
    waitingOnSupport: z.number().int(),
    late: z.number().int().describe('Open ones of which a clock has run out'),
    nextDueAt: Instant.nullable().describe('The nearest breach of those of which none has run out'),
    satisfied: z
      .object({ count: z.number().int(), of: z.number().int() })
      .describe('Whose answer they say was good, of those of which they said anything, opened in the last 13 weeks'),
  }),
  problems: [notFound],
})

export const TicketMoment = z.object({
  at: Instant,
  kind: z.enum(['opened', 'resolved']),
  ticket: z.object({ id: Id, number: z.number().int(), subject: z.string() }),
})
export type TicketMoment = z.infer<typeof TicketMoment>

export const listTicketMoments = route({
  method: 'GET',
  path: '/api/desk/customers/{id}/moments',
  summary: 'When tickets of a customer were opened and resolved, the newest first',
  params: z.object({ id: Id }),
  query: z.object(pageQuery),
  answer: pageOf(TicketMoment),
  problems: [notFound],
})

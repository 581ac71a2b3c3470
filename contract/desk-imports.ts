import { z } from 'zod'
import { Documentation } from './desk-shapes.ts'
import { Email, Instant } from './paging.ts'
import { route } from './route.ts'

const ImportedMessage = z.object({
  direction: z.enum(['in', 'out']).describe('What the customer wrote is in'),
  at: Instant,
  author: z.object({ name: z.string().trim().min(1).max(200) }),
  text: z.string().trim().min(1).max(100_000),
})

/** A ticket that was resolved elsewhere, before its customers were served here. */
export const ImportedTicket = z.object({
  reference: z.string().trim().min(1).max(200).describe('Where it comes from, such as `old-desk:4711`'),
  subject: z.string().trim().min(1).max(500),
  contact: z.object({ name: z.string().trim().max(200), email: Email }),
  owner: Email.nullable()
    .default(null)
    .describe('Address of whoever owned it; nobody owns it here where they are not on staff'),
  createdAt: Instant,
  messages: z.array(ImportedMessage).min(1).max(500).describe('The oldest first'),
  resolvedAt: Instant,
  documentation: Documentation.nullable().describe('null: the answer is not written down, so it is doc debt'),
})
export type ImportedTicket = z.infer<typeof ImportedTicket>

export const importTickets = route({
  method: 'POST',
  path: '/api/desk/imported-tickets',
  summary:
    'Bring along resolved tickets of the past: nothing is sent, paged or timed; what has a reference that is known stays as it is',
  body: z.object({
    tickets: z.array(ImportedTicket).min(1).max(200).describe('A request holds 1 MB: send long ones few at a time'),
  }),
  answer: z.object({ added: z.number().int(), known: z.number().int() }),
})

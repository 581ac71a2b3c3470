import { z } from 'zod'
import { ticketMerged, ticketRemoved } from './desk-problems.ts'
import { Ticket } from './desk-shapes.ts'
import { Email, Id } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'

export const forwardMessage = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/forwards',
  summary:
    'Pass a message on to somebody outside, e.g. a supplier, who does not take part: what they answer is a note on the ticket',
  params: z.object({ id: Id }),
  body: z.object({
    messageId: Id,
    to: Email,
    text: z.string().trim().max(20_000).default('').describe('What they read before the message'),
    withFiles: z.boolean().default(true).describe('The files of the message go along'),
  }),
  answer: Ticket,
  status: 201,
  problems: [notFound, ticketMerged, ticketRemoved],
})

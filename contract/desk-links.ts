import { z } from 'zod'
import { ticketMerged, ticketRemoved } from './desk-problems.ts'
import { linkKinds, Ticket } from './desk-shapes.ts'
import { Id } from './paging.ts'
import { conflict, notFound } from './problem.ts'
import { route } from './route.ts'

export const ticketLinksMax = 100

export const linkTicket = route({
  method: 'PUT',
  path: '/api/desk/tickets/{id}/links',
  summary: 'Say that another ticket belongs to this one, and how; a pair is linked in one way',
  params: z.object({ id: Id }),
  body: z.object({
    to: z.union([Id, z.string().regex(/^\d{1,9}$/), z.int().min(1).max(999_999_999)]).describe('Id or number'),
    kind: z.enum(linkKinds).describe('What the other one is to this one'),
  }),
  answer: Ticket,
  problems: [notFound, conflict, ticketMerged, ticketRemoved],
})

export const unlinkTicket = route({
  method: 'DELETE',
  path: '/api/desk/tickets/{id}/links/{linkedId}',
  summary: 'Another ticket does not belong to this one',
  params: z.object({ id: Id, linkedId: Id }),
  answer: Ticket,
  problems: [notFound, ticketMerged, ticketRemoved],
})

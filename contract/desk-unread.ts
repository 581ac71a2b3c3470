import { z } from 'zod'
import { Ticket } from './desk-shapes.ts'
import { ticketMerged } from './desk-problems.ts'
import { Id, Instant } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'

export const UnreadTicket = z.object({
  ticket: z.object({ id: Id, number: z.number().int(), subject: z.string() }),
  isOwn: z.boolean().describe('The reader owns it; false: they follow it'),
  count: z.number().int().describe('How many words of others they have not read'),
  firstId: Id.describe('The first of them, as it stands in the time line'),
  newest: z.object({ kind: z.enum(['message', 'note']), by: z.string(), at: Instant }),
})
export type UnreadTicket = z.infer<typeof UnreadTicket>

export const listUnread = route({
  method: 'GET',
  path: '/api/desk/unread',
  summary: 'Open tickets that you own, and tickets that you follow, on which others wrote what you have not read',
  answer: z.object({ items: z.array(UnreadTicket) }),
})

const params = z.object({ id: Id })

export const lookAtTicket = route({
  method: 'PUT',
  path: '/api/desk/tickets/{id}/look',
  summary: 'You have read a ticket up to an entry of its time line; never back to an earlier one',
  params,
  body: z.object({ seenEntryId: Id }),
  answer: z.object({ unread: z.number().int().describe('What is left') }),
  problems: [notFound],
})

export const followTicket = route({
  method: 'PUT',
  path: '/api/desk/tickets/{id}/follow',
  summary: 'Be told what others write on a ticket that is not yours, or be told no more',
  params,
  body: z.object({ isFollowing: z.boolean() }),
  answer: Ticket,
  problems: [notFound, ticketMerged],
})

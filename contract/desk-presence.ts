import { z } from 'zod'
import { DraftFile, draftKind } from './draft-file.ts'
import { TicketState } from './desk-shapes.ts'
import { Id, Instant } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'

const PersonRef = z.object({ id: Id, name: z.string() })
const ticket = z.object({ ticketId: Id })

/** Somebody else who has a ticket open now. */
export const Present = z.object({ person: PersonRef, doing: z.enum(['viewing', 'writing']) })
export type Present = z.infer<typeof Present>

const others = z.object({ ticketId: Id, items: z.array(Present) })

export const listPresent = route({
  method: 'GET',
  path: '/api/desk/presence/{ticketId}',
  summary: 'Who else has a ticket open now, and who of them writes',
  params: ticket,
  answer: others,
  problems: [notFound],
})

export const notePresence = route({
  method: 'POST',
  path: '/api/desk/presence/{ticketId}',
  summary: 'Say that you have a ticket open; it holds for 45 seconds. Answers who else has',
  params: ticket,
  body: z.object({ doing: z.enum(['viewing', 'writing', 'left']) }),
  answer: others,
  problems: [notFound],
})

const Draft = z.object({
  kind: draftKind,
  text: z.string(),
  at: Instant.describe('When it was kept last'),
})

export const listDrafts = route({
  method: 'GET',
  path: '/api/desk/drafts/{ticketId}',
  summary: 'What you have written on a ticket and not sent, on whichever device',
  params: ticket,
  answer: z.object({ ticketId: Id, items: z.array(Draft), files: z.array(DraftFile) }),
  problems: [notFound],
})

/** More drafts are not listed: the newest are. */
export const begunMax = 100

export const BegunDraft = z.object({
  ticket: z.object({ id: Id, number: z.number().int(), subject: z.string(), state: TicketState }),
  kind: draftKind,
  beginning: z.string().describe('The first 200 characters'),
  at: Instant.describe('When it was kept last'),
})
export type BegunDraft = z.infer<typeof BegunDraft>

export const listBegun = route({
  method: 'GET',
  path: '/api/desk/begun',
  summary: 'What you have written on any ticket and not sent, the newest first',
  answer: z.object({ items: z.array(BegunDraft).max(begunMax) }),
})

export const keepDraft = route({
  method: 'PUT',
  path: '/api/desk/drafts/{ticketId}/{kind}',
  summary: 'Keep what you are writing; an empty text forgets it',
  params: ticket.extend({ kind: draftKind }),
  body: z.object({ text: z.string().max(100_000) }),
  answer: z.object({ at: Instant }),
  problems: [notFound],
})

import { z } from 'zod'
import { Id, Instant } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'

/** A note in which a colleague mentioned somebody, or their team. */
export const Mention = z.object({
  ticket: z.object({ id: Id, number: z.number().int(), subject: z.string() }),
  noteId: Id,
  by: z.string(),
  team: z.string().nullable().describe('The team that was mentioned; null: the reader by name'),
  at: Instant,
})
export type Mention = z.infer<typeof Mention>

export const listMentions = route({
  method: 'GET',
  path: '/api/desk/mentions',
  summary: 'Where colleagues mentioned you, or your team, in notes that you have not looked at, the newest first',
  answer: z.object({ items: z.array(Mention) }),
})

export const seeMentions = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/mentions/seen',
  summary: 'You have looked at the notes of a ticket in which you were mentioned',
  params: z.object({ id: Id }),
  answer: z.object({ seen: z.number().int() }),
  problems: [notFound],
})

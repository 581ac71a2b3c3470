import { z } from 'zod'
import { Id, Instant } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'
import { TeamRef } from './team-ref.ts'

/** Shifts as a calendar that a phone or another program follows, by an address that is a secret. */
export const ShiftFeed = z.object({
  id: Id,
  team: TeamRef.nullable().describe('null: the shifts of whoever made it, on every rota'),
  madeAt: Instant,
  readAt: Instant.nullable().describe('When it was last asked for'),
})
export type ShiftFeed = z.infer<typeof ShiftFeed>

export const listShiftFeeds = route({
  method: 'GET',
  path: '/api/pager/feeds',
  summary: 'The calendar feeds that you made',
  answer: z.object({ items: z.array(ShiftFeed) }),
})

export const addShiftFeed = route({
  method: 'POST',
  path: '/api/pager/feeds',
  summary: 'Make a calendar feed of your shifts, or of the rotas of a team',
  body: z.object({ team: z.string().max(100).nullable().describe('Slug; null: your own shifts') }),
  answer: ShiftFeed.extend({ url: z.string().describe('Whoever has it reads the shifts; shown this once') }),
  status: 201,
  problems: [notFound],
})

export const removeShiftFeed = route({
  method: 'DELETE',
  path: '/api/pager/feeds/{id}',
  summary: 'Remove a feed that you made: its address works no more',
  params: z.object({ id: Id }),
  answer: z.object({ items: z.array(ShiftFeed) }),
  problems: [notFound],
})

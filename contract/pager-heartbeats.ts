import { z } from 'zod'
import { Id, Instant } from './paging.ts'
import { alreadyExists, notFound } from './problem.ts'
import { route } from './route.ts'
import { TeamRef } from './team-ref.ts'

const yearSeconds = 366 * 24 * 3600
const Seconds = z.number().int().min(10).max(yearSeconds)

/** Work that says by itself that it was done: when it falls silent, its team is paged. */
export const Heartbeat = z.object({
  id: Id,
  team: TeamRef,
  name: z.string(),
  periodSeconds: z.number().int().describe('How often it is heard of'),
  graceSeconds: z.number().int().describe('How late it may be'),
  state: z
    .enum(['new', 'up', 'late', 'down'])
    .describe('new: nothing was heard of it yet, so that nothing is missed; late: overdue within its grace'),
  addedAt: Instant,
  lastPingAt: Instant.nullable(),
})
export type Heartbeat = z.infer<typeof Heartbeat>

export const listHeartbeats = route({
  method: 'GET',
  path: '/api/pager/heartbeats',
  summary: 'What is expected to be heard of again and again',
  answer: z.object({ items: z.array(Heartbeat) }),
})

export const addHeartbeat = route({
  method: 'POST',
  path: '/api/pager/heartbeats',
  summary: 'Expect something to be heard of; its address is shown this once',
  body: z.object({
    team: z.string().max(100).describe('Slug'),
    name: z.string().trim().min(1).max(100),
    periodSeconds: Seconds,
    graceSeconds: Seconds,
  }),
  answer: Heartbeat.extend({
    pingUrl: z
      .string()
      .describe(
        'Called when the work is done; with /start when it begins, with /fail or an exit status when it failed',
      ),
  }),
  status: 201,
  problems: [notFound, alreadyExists],
})

export const removeHeartbeat = route({
  method: 'DELETE',
  path: '/api/pager/heartbeats/{id}',
  summary: 'Expect something no more: its address works no more, its page is over',
  params: z.object({ id: Id }),
  answer: z.object({ removed: z.literal(true) }),
  problems: [notFound],
})

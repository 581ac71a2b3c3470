import { z } from 'zod'
import { Id, Instant } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'
import { TeamRef } from './team-ref.ts'

/** A time in which new alerts page nobody; what is open at its end pages then. */
const Maintenance = z.object({
  id: Id,
  team: TeamRef,
  source: z.object({ id: Id, name: z.string() }).nullable().describe('null: whatever would page the team'),
  from: Instant,
  until: Instant,
  note: z.string(),
  isUnderWay: z.boolean(),
  heldAlerts: z.number().int().describe('Open alerts that page nobody meanwhile'),
  madeBy: z.object({ id: Id, name: z.string() }).nullable().describe('null: a program in its own name'),
})
export type Maintenance = z.infer<typeof Maintenance>

export const listMaintenance = route({
  method: 'GET',
  path: '/api/pager/maintenance',
  summary: 'When alerts page nobody: what is under way and what is to come, the first to begin first',
  answer: z.object({ items: z.array(Maintenance) }),
})

export const maintenanceDaysMax = 30

export const addMaintenance = route({
  method: 'POST',
  path: '/api/pager/maintenance',
  summary: `Say that new alerts page nobody for some time, at most ${maintenanceDaysMax} days; they are kept`,
  body: z.object({
    of: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('team'), team: z.string().max(100).describe('Slug') }),
        z.object({ kind: z.literal('source'), source: Id }),
      ])
      .describe('One source, or whatever would page a team, whichever source it comes from'),
    from: Instant.nullable().default(null).describe('null: now'),
    until: Instant,
    note: z.string().trim().min(1).max(300).describe('What is worked on'),
  }),
  answer: Maintenance,
  status: 201,
  problems: [notFound],
})

export const endMaintenance = route({
  method: 'DELETE',
  path: '/api/pager/maintenance/{id}',
  summary: 'End a maintenance now, or call it off: what is open pages then',
  params: z.object({ id: Id }),
  answer: z.object({ heldAlerts: z.number().int().describe('How many alerts page now') }),
  problems: [notFound],
})

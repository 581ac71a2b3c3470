import { z } from 'zod'
import { Id, Instant, TimeZone } from './paging.ts'
import { OldKey, Pause, pauseBody, renewalBody } from './pager-renewal.ts'
import { alreadyExists, notFound } from './problem.ts'
import { route } from './route.ts'
import { said } from './said.ts'
import { TeamRef } from './team-ref.ts'

const yearSeconds = 366 * 24 * 3600
const Seconds = z.number().int().min(10).max(yearSeconds)

const Cron = z
  .string()
  .min(1)
  .max(100)
  .describe('Five fields as in a crontab: minute, hour, day of the month, month, day of the week')
  .meta({ examples: ['30 2 * * 1-5'] })

/** In the order in which they stand in a cron expression. */
export type CronField = 'minute' | 'hour' | 'day' | 'month' | 'weekday'

/** Work that says by itself that it was done: when it falls silent, its team is paged. */
export const Heartbeat = z.object({
  id: Id,
  team: TeamRef,
  name: z.string(),
  slug: z.string().describe('Its name within an address, below the ping key of its team'),
  periodSeconds: z.number().int().nullable().describe('How often it is heard of; null: by `cron`'),
  cron: z.string().nullable().describe('When it is heard of, on the clock of `timeZone`'),
  timeZone: z.string().nullable(),
  graceSeconds: z.number().int().describe('How late it may be'),
  state: z
    .enum(['new', 'up', 'late', 'down', 'paused'])
    .describe(
      'new: nothing was heard of it yet, so that nothing is missed; late: overdue within its grace; paused: nothing is expected',
    ),
  addedAt: Instant,
  lastPingAt: Instant.nullable(),
  expectedAt: Instant.nullable().describe(
    'When it is expected next; null: nothing was heard of it yet, or it is paused',
  ),
  paused: Pause.nullable().describe('null: it is expected'),
  oldKey: OldKey.nullable().describe('The address before this one, while it is still heard'),
})
export type Heartbeat = z.infer<typeof Heartbeat>

export const listHeartbeats = route({
  method: 'GET',
  path: '/api/pager/heartbeats',
  summary: 'What is expected to be heard of again and again',
  answer: z.object({ items: z.array(Heartbeat) }),
})

const WrittenHeartbeat = z
  .object({
    team: z.string().max(100).describe('Slug'),
    name: z.string().trim().min(1).max(100),
    periodSeconds: Seconds.optional(),
    cron: Cron.optional().describe('In place of `periodSeconds`, with `timeZone`'),
    timeZone: TimeZone.optional(),
    graceSeconds: Seconds,
  })
  .refine(
    ({ periodSeconds, cron, timeZone }) =>
      (periodSeconds === undefined) === (cron !== undefined) && (cron === undefined) === (timeZone === undefined),
    {
      error: said`Say how often it comes, or by which cron expression in which time zone.`,
      path: ['periodSeconds'],
      // Said beside what else is missing.
      when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value),
    },
  )
  .meta({ examples: [{ team: 'support', name: 'Nightly backup', periodSeconds: 86_400, graceSeconds: 3600 }] })

/** With its address; shown once, as only the hash of its key is kept. */
const HeartbeatWithAddress = Heartbeat.extend({
  pingUrl: z
    .string()
    .describe('Called when the work is done; with /start when it begins, with /fail or an exit status when it failed'),
})

const heartbeatId = z.object({ id: Id })

export const addHeartbeat = route({
  method: 'POST',
  path: '/api/pager/heartbeats',
  summary: 'Expect something to be heard of; its address is shown this once',
  body: WrittenHeartbeat,
  answer: HeartbeatWithAddress,
  status: 201,
  problems: [notFound, alreadyExists],
})

export const changeHeartbeat = route({
  method: 'PUT',
  path: '/api/pager/heartbeats/{id}',
  summary:
    'Expect something otherwise; its address stays, and nothing is missed by the change before its grace is over',
  params: heartbeatId,
  body: WrittenHeartbeat,
  answer: Heartbeat,
  problems: [notFound, alreadyExists],
})

export const pauseHeartbeat = route({
  method: 'PUT',
  path: '/api/pager/heartbeats/{id}/pause',
  summary: 'Expect nothing for the time being, whatever is heard meanwhile, or expect it again from now on',
  params: heartbeatId,
  body: pauseBody,
  answer: Heartbeat,
  problems: [notFound],
})

export const renewHeartbeatAddress = route({
  method: 'POST',
  path: '/api/pager/heartbeats/{id}/address',
  summary: 'Give a heartbeat a new address, shown this once; the old one is heard for a day more, or not any more',
  params: heartbeatId,
  body: renewalBody,
  answer: HeartbeatWithAddress,
  problems: [notFound],
})

export const removeHeartbeat = route({
  method: 'DELETE',
  path: '/api/pager/heartbeats/{id}',
  summary: 'Expect something no more: its address works no more, its page is over',
  params: heartbeatId,
  answer: z.object({ removed: z.literal(true) }),
  problems: [notFound],
})

export const listCronTimes = route({
  method: 'GET',
  path: '/api/pager/cron-times',
  summary: 'When something would be expected next by a cron expression',
  query: z.object({ cron: Cron, timeZone: TimeZone }),
  answer: z.object({ times: z.array(Instant) }),
})

const PingKey = z.object({ team: TeamRef, madeAt: Instant })
const ofTeam = z.object({ team: z.string().max(100).describe('Slug') })

export const listPingKeys = route({
  method: 'GET',
  path: '/api/pager/ping-keys',
  summary: 'Which teams have a key with which their heartbeats are pinged by slug',
  answer: z.object({ items: z.array(PingKey) }),
})

export const makePingKey = route({
  method: 'PUT',
  path: '/api/pager/ping-keys/{team}',
  summary: 'Make the ping key of a team, shown this once; the one that it had works no more',
  params: ofTeam,
  answer: PingKey.extend({
    key: z.string(),
    pingUrl: z
      .string()
      .describe(
        'The slug of a heartbeat follows, and what follows the address of one; `?create=1` makes a heartbeat of a slug that is none',
      ),
  }),
  problems: [notFound],
})

export const removePingKey = route({
  method: 'DELETE',
  path: '/api/pager/ping-keys/{team}',
  summary: 'Remove the ping key of a team: its heartbeats are pinged by their own addresses alone',
  params: ofTeam,
  answer: z.object({ removed: z.literal(true) }),
  problems: [notFound],
})

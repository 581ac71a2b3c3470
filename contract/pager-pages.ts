import { z } from 'zod'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { conflict, notFound, tooManyRequests } from './problem.ts'
import { route } from './route.ts'
import { TeamRef } from './team-ref.ts'

const PersonRef = z.object({ id: Id, name: z.string() })

/** Through what a page reaches somebody. */
export const methodKinds = ['mail', 'webhook', 'slack', 'ntfy', 'push', 'sms', 'voice', 'irc'] as const
export type MethodKind = (typeof methodKinds)[number]

/** How a person is reached: by mail at the address with which they sign in, and by what else they added. */
export const ContactMethod = z.object({
  kind: z.enum(methodKinds),
  address: z.string().describe('Of a web address the host alone: its path may be as good as a key'),
})

/** Whether a page rings at any hour, or waits where its person is not to be disturbed and wakes nobody else. */
export const PageUrgency = z.enum(['high', 'low'])
export type PageUrgency = z.infer<typeof PageUrgency>

export const PageNotification = z.object({
  id: Id,
  person: PersonRef,
  method: ContactMethod,
  state: z
    .enum(['waiting', 'queued', 'sent', 'kept', 'failed', 'unneeded'])
    .describe('`waiting`: for its time; `unneeded`: somebody had answered before it could go'),
  createdAt: Instant.describe('When its step rang'),
  waitsUntil: Instant.nullable(),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  firstTriedAt: Instant.nullable(),
  sentAt: Instant.nullable(),
  deliveredAt: Instant.nullable().describe('Where the channel says so'),
  seenAt: Instant.nullable().describe('When its link was looked at'),
})

const PageEntry = z.object({
  at: Instant,
  kind: z.enum([
    'opened',
    'step',
    'nobody',
    'exhausted',
    'acknowledged',
    'timed-out',
    'escalated',
    'reassigned',
    'note',
    'resolved',
    'raised',
    'snoozed',
    'merged',
    'took-in',
  ]),
  step: z.number().int().nullable().describe('Of `step`: which of the policy, from 1 on'),
  person: PersonRef.nullable().describe('Who did it'),
  to: PersonRef.nullable().describe('Of `reassigned`: who has it now'),
  page: z.object({ id: Id, title: z.string() }).nullable().describe('Of `merged` and `took-in`: the other page'),
  text: z
    .string()
    .describe(
      'Of a note what it says; of a step how many people; of `nobody` which step; of `snoozed` how many minutes; of `timed-out` `snoozed` where that time was up',
    ),
})

export const Page = z.object({
  id: Id,
  team: TeamRef.nullable().describe('null: a test of how one person is paged'),
  title: z.string(),
  body: z.string(),
  about: z.object({ module: z.string(), id: Id, url: z.string() }),
  alert: z
    .object({ id: Id, source: z.object({ id: Id, name: z.string() }) })
    .nullable()
    .describe('The newest alert that was put on it, where any was'),
  state: z.enum(['open', 'acknowledged', 'resolved']),
  urgency: PageUrgency,
  createdAt: Instant,
  acknowledgedAt: Instant.nullable(),
  acknowledgedBy: PersonRef.nullable(),
  acknowledgedUntil: Instant.nullable().describe('When it begins anew unless it has ended'),
  nextAt: Instant.nullable().describe('When its next step is, while nobody answers'),
  exhaustedAt: Instant.nullable().describe('Every step was tried, and nobody answered'),
  entries: z.array(PageEntry).describe('What happened to it, in order'),
  notifications: z.array(PageNotification),
})
export type Page = z.infer<typeof Page>

export const listPages = route({
  method: 'GET',
  path: '/api/pager/pages',
  summary: 'Pages, those that nobody answered first and of these first what cannot wait, then the newest',
  query: z.object({
    ...pageQuery,
    state: z.enum(['open', 'acknowledged', 'resolved']).optional(),
    team: z.string().max(100).optional().describe('Slug; only those of this team'),
    person: Id.optional().describe('Only those of which this person was notified'),
  }),
  answer: pageOf(Page),
  problems: [notFound],
})

export const getPage = route({
  method: 'GET',
  path: '/api/pager/pages/{id}',
  summary: 'One page with its trail of notifications',
  params: z.object({ id: Id }),
  answer: Page,
  problems: [notFound],
})

export const acknowledgePage = route({
  method: 'POST',
  path: '/api/pager/pages/{id}/acknowledgement',
  summary: 'Acknowledge a page as the person who is signed in',
  params: z.object({ id: Id }),
  answer: Page,
  problems: [notFound, conflict],
})

export const escalatePage = route({
  method: 'POST',
  path: '/api/pager/pages/{id}/escalation',
  summary: 'Take the next step of the policy now',
  params: z.object({ id: Id }),
  answer: Page,
  problems: [notFound, conflict],
})

export const reassignPage = route({
  method: 'POST',
  path: '/api/pager/pages/{id}/reassignment',
  summary: 'Page somebody else instead',
  params: z.object({ id: Id }),
  body: z.object({ person: Id }),
  answer: Page,
  problems: [notFound, conflict],
})

export const addPageNote = route({
  method: 'POST',
  path: '/api/pager/pages/{id}/notes',
  summary: 'Say something about a page to whoever comes next',
  params: z.object({ id: Id }),
  body: z.object({ text: z.string().trim().min(1).max(5000) }),
  answer: Page,
  problems: [notFound],
})

export const snoozePage = route({
  method: 'POST',
  path: '/api/pager/pages/{id}/snooze',
  summary: 'Acknowledge a page for some minutes: then it rings again, unless it has ended',
  params: z.object({ id: Id }),
  body: z.object({ minutes: z.number().int().min(1).max(2880) }),
  answer: Page,
  problems: [notFound, conflict],
})

export const mergePage = route({
  method: 'POST',
  path: '/api/pager/pages/{id}/merge',
  summary: 'End a page in favour of another one, which has its alerts from then on',
  params: z.object({ id: Id }),
  body: z.object({
    into: Id.describe('The page that goes on'),
    isOtherTeamMeant: z.boolean().default(false).describe("Whether it may be another team's"),
  }),
  answer: Page,
  problems: [notFound, conflict],
})

export const resolvePage = route({
  method: 'POST',
  path: '/api/pager/pages/{id}/resolution',
  summary: 'End a page: what it is about is over, or was nothing',
  params: z.object({ id: Id }),
  answer: Page,
  problems: [notFound],
})

export const openPage = route({
  method: 'POST',
  path: '/api/pager/pages',
  summary: 'Page a team by hand',
  body: z.object({
    team: z.string().max(100).describe('Slug'),
    title: z.string().trim().min(1).max(300).describe('One line that says what is wrong'),
    body: z.string().trim().max(10_000).default('').describe('What the reader needs to start'),
    urgency: PageUrgency.default('high'),
  }),
  answer: Page,
  status: 201,
  problems: [notFound, tooManyRequests],
})

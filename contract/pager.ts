import { z } from 'zod'
import { Id, Instant, pageOf, pageQuery, TimeZone, WebUrl } from './paging.ts'
import { conflict, notFound } from './problem.ts'
import { route } from './route.ts'

const PersonRef = z.object({ id: Id, name: z.string() })
const TeamRef = z.object({ id: Id, slug: z.string(), name: z.string() })

/** One simple rota of a team: its people take turns, handing over at a wall-clock time of a zone. */
export const Rota = z.object({
  id: Id,
  team: TeamRef,
  timeZone: z.string(),
  turn: z.enum(['daily', 'weekly']),
  handOverTime: z.string().describe('HH:MM wall clock'),
  startsOn: z.iso.date().describe('First day of the first person; for weekly turns it fixes the weekday'),
  people: z.array(PersonRef),
})
export type Rota = z.infer<typeof Rota>

export const Shift = z.object({ person: PersonRef, startsAt: Instant, endsAt: Instant })

/** How a person is reached: by mail always, and by a webhook of theirs where one is set. */
export const ContactMethod = z.object({
  kind: z.enum(['mail', 'webhook']),
  address: z.string().describe('Of a webhook the host alone: its path may be as good as a key'),
})

export const PageNotification = z.object({
  id: Id,
  person: PersonRef,
  method: ContactMethod,
  state: z.enum(['queued', 'sent', 'failed']),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  firstTriedAt: Instant.nullable(),
  sentAt: Instant.nullable(),
})

export const Page = z.object({
  id: Id,
  team: TeamRef,
  title: z.string(),
  body: z.string(),
  about: z.object({ module: z.string(), id: Id, url: z.string() }),
  state: z.enum(['open', 'acknowledged', 'resolved']),
  createdAt: Instant,
  acknowledgedAt: Instant.nullable(),
  acknowledgedBy: PersonRef.nullable(),
  notifications: z.array(PageNotification),
})
export type Page = z.infer<typeof Page>

export const listPages = route({
  method: 'GET',
  path: '/api/pager/pages',
  summary: 'Pages, newest first',
  query: z.object({ ...pageQuery, state: z.enum(['open', 'acknowledged', 'resolved']).optional() }),
  answer: pageOf(Page),
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

export const acknowledgePageByLink = route({
  method: 'POST',
  path: '/api/pager/links/{token}/acknowledgement',
  summary: 'Acknowledge by the signed link of a notification, without signing in; repeating it is harmless',
  access: 'open',
  params: z.object({ token: z.string().min(1).max(500) }),
  answer: Page,
  problems: [notFound],
})

export const getPageByLink = route({
  method: 'GET',
  path: '/api/pager/links/{token}',
  summary: 'What the signed link of a notification is about',
  access: 'open',
  params: z.object({ token: z.string().min(1).max(500) }),
  answer: Page,
  problems: [notFound],
})

export const listRotas = route({
  method: 'GET',
  path: '/api/pager/rotas',
  summary: 'Rotas with who is on call now and the shifts of the next four weeks',
  answer: z.object({ items: z.array(Rota.extend({ onCall: PersonRef.nullable(), shifts: z.array(Shift) })) }),
})

export const saveRota = route({
  method: 'PUT',
  path: '/api/pager/rotas/{team}',
  summary: 'Set the rota of a team',
  params: z.object({ team: z.string().max(100).describe('Slug') }),
  body: z.object({
    timeZone: TimeZone,
    turn: z.enum(['daily', 'weekly']),
    handOverTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write it as HH:MM.'),
    startsOn: z.iso.date(),
    people: z.array(Id).min(1).max(100),
  }),
  answer: Rota.extend({ told: z.array(PersonRef).describe('Who got a mail because their shifts moved') }),
  problems: [notFound],
})

export const setContactMethods = route({
  method: 'PUT',
  path: '/api/pager/people/{id}/contact-methods',
  summary: 'Set how a person is paged besides their mail address',
  params: z.object({ id: Id }),
  body: z.object({ webhookUrl: WebUrl.nullable() }),
  answer: z.object({ methods: z.array(ContactMethod), webhookSecret: z.string().nullable() }),
  problems: [notFound],
})

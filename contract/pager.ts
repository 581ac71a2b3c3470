import { z } from 'zod'
import { Id, Instant, pageOf, pageQuery, TimeZone, WallTime, WebUrl } from './paging.ts'
import { alreadyExists, conflict, notFound, tooManyRequests } from './problem.ts'
import { route } from './route.ts'
import { TeamRef } from './team-ref.ts'

const PersonRef = z.object({ id: Id, name: z.string() })

/** A rota of a team, which may have several: its people take turns, handing over at a wall-clock time of a zone. */
export const Rota = z.object({
  id: Id,
  team: TeamRef,
  name: z.string().describe('Tells it from the other rotas of the team'),
  work: z.enum(['paging']).describe('What its people are called for'),
  timeZone: z.string(),
  turn: z.enum(['daily', 'weekly']),
  handOverTime: z.string().describe('HH:MM wall clock'),
  startsOn: z.iso.date().describe('First day of the first person; for weekly turns it fixes the weekday'),
  people: z.array(PersonRef),
})
export type Rota = z.infer<typeof Rota>

export const Shift = z.object({ person: PersonRef, startsAt: Instant, endsAt: Instant })

/** How a person is reached: by mail at the address with which they sign in, and by any webhooks of theirs. */
export const ContactMethod = z.object({
  kind: z.enum(['mail', 'webhook']),
  address: z.string().describe('Of a webhook the host alone: its path may be as good as a key'),
})

export const PageNotification = z.object({
  id: Id,
  person: PersonRef,
  method: ContactMethod,
  state: z.enum(['queued', 'sent', 'kept', 'failed']),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  firstTriedAt: Instant.nullable(),
  sentAt: Instant.nullable(),
})

export const Page = z.object({
  id: Id,
  team: TeamRef.nullable().describe('null: a test of how one person is paged'),
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
  query: z.object({
    ...pageQuery,
    state: z.enum(['open', 'acknowledged', 'resolved']).optional(),
    person: Id.optional().describe('Only those of which this person was notified'),
  }),
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

const Told = z.array(PersonRef).describe('Who got a mail because their shifts moved')

const WrittenRota = z.object({
  name: z.string().trim().min(1).max(100),
  timeZone: TimeZone,
  turn: z.enum(['daily', 'weekly']),
  handOverTime: WallTime,
  startsOn: z.iso.date(),
  people: z.array(Id).min(1).max(100),
})

const teamSlug = z.string().max(100)

export const listRotas = route({
  method: 'GET',
  path: '/api/pager/rotas',
  summary: 'Rotas, those of a team together, with who is on call now and the shifts of the next four weeks',
  query: z.object({ team: teamSlug.optional().describe('Slug of the team whose rotas are asked for'), ...pageQuery }),
  answer: pageOf(Rota.extend({ onCall: PersonRef.nullable(), shifts: z.array(Shift) })),
  problems: [notFound],
})

export const addRota = route({
  method: 'POST',
  path: '/api/pager/rotas',
  summary: 'Add a rota to a team; everyone whom one of its rotas has on call is paged',
  body: WrittenRota.extend({ team: teamSlug.describe('Slug') }),
  answer: Rota,
  status: 201,
  problems: [notFound, alreadyExists],
})

export const changeRota = route({
  method: 'PUT',
  path: '/api/pager/rotas/{id}',
  summary: 'Change a rota; whoever is on call stays until the next hand-over',
  params: z.object({ id: Id }),
  body: WrittenRota,
  answer: Rota.extend({ told: Told }),
  problems: [notFound, alreadyExists],
})

export const removeRota = route({
  method: 'DELETE',
  path: '/api/pager/rotas/{id}',
  summary: 'Remove a rota: nobody has turns on it from now on',
  params: z.object({ id: Id }),
  answer: z.object({
    told: Told,
    onCall: z.array(PersonRef).describe('Whom the other rotas of the team have on call now'),
  }),
  problems: [notFound],
})

/** Everybody has mail once, so that it needs no id of its own. */
const MethodId = z.union([z.literal('mail'), Id])
export type MethodId = z.infer<typeof MethodId>

/** Each page goes to every one of them. */
export const contactMethodsMax = 10

const ContactMethods = z.object({
  items: z.array(ContactMethod.extend({ id: MethodId })).describe('In the order in which they are notified'),
})

export const listContactMethods = route({
  method: 'GET',
  path: '/api/pager/people/{id}/contact-methods',
  summary: 'How a person is paged, in the order of notification',
  params: z.object({ id: Id }),
  answer: ContactMethods,
  problems: [notFound],
})

export const addContactMethod = route({
  method: 'POST',
  path: '/api/pager/people/{id}/contact-methods',
  summary: 'Add a webhook through which a person is paged, after the others',
  params: z.object({ id: Id }),
  body: z.object({ kind: z.literal('webhook').default('webhook'), address: WebUrl }),
  answer: ContactMethods.extend({ webhookSecret: z.string().describe('Signs what is sent there; shown this once') }),
  status: 201,
  problems: [notFound],
})

export const orderContactMethods = route({
  method: 'PUT',
  path: '/api/pager/people/{id}/contact-methods/order',
  summary: 'Notify a person by their contact methods in another order',
  params: z.object({ id: Id }),
  body: z.object({
    order: z
      .array(MethodId)
      .max(contactMethodsMax + 1)
      .describe('Each of them once'),
  }),
  answer: ContactMethods,
  problems: [notFound, conflict],
})

export const sendTestPage = route({
  method: 'POST',
  path: '/api/pager/people/{id}/test-page',
  summary: 'Page a person as a test, by each of their contact methods; nobody else hears of it',
  params: z.object({ id: Id }),
  answer: Page,
  status: 201,
  problems: [notFound, tooManyRequests],
})

export const removeContactMethod = route({
  method: 'DELETE',
  path: '/api/pager/people/{id}/contact-methods/{method}',
  summary: 'Remove a webhook of a person, and end what is queued for it; mail stays',
  params: z.object({ id: Id, method: Id }),
  answer: ContactMethods,
  problems: [notFound],
})

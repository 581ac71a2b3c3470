import { z } from 'zod'
import { Id, WebUrl } from './paging.ts'
import { ContactMethod, Page } from './pager-pages.ts'
import { conflict, notFound, tooManyRequests } from './problem.ts'
import { route } from './route.ts'

export * from './pager-deploys.ts'
export * from './pager-feeds.ts'
export * from './pager-heartbeats.ts'
export * from './pager-pages.ts'
export * from './pager-policies.ts'
export * from './pager-rotas.ts'
export * from './pager-sources.ts'

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

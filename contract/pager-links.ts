import { z } from 'zod'
import { Page } from './pager-pages.ts'
import { Id, Instant } from './paging.ts'
import { conflict, notFound } from './problem.ts'
import { route } from './route.ts'

/* What whoever was notified may do with a page by the signed link that they were sent, without signing in. */

const PersonRef = z.object({ id: Id, name: z.string() })

const link = z.object({ token: z.string().min(1).max(500) })

export const acknowledgePageByLink = route({
  method: 'POST',
  path: '/api/pager/links/{token}/acknowledgement',
  summary: 'Acknowledge by the signed link of a notification, without signing in; repeating it is harmless',
  access: 'open',
  params: link,
  answer: Page,
  problems: [notFound],
})

export const escalatePageByLink = route({
  method: 'POST',
  path: '/api/pager/links/{token}/escalation',
  summary: 'Ring the next step by the signed link of a notification, without signing in',
  access: 'open',
  params: link,
  answer: Page,
  problems: [notFound, conflict],
})

export const seePageByLink = route({
  method: 'POST',
  path: '/api/pager/links/{token}/sight',
  summary: 'Say that somebody looks at what the signed link of a notification is about',
  access: 'open',
  params: link,
  answer: z.object({ seenAt: Instant }),
  problems: [notFound],
})

export const resolvePageByLink = route({
  method: 'POST',
  path: '/api/pager/links/{token}/resolution',
  summary: 'End a page by the signed link of a notification, without signing in; repeating it is harmless',
  access: 'open',
  params: link,
  answer: Page,
  problems: [notFound],
})

export const addPageNoteByLink = route({
  method: 'POST',
  path: '/api/pager/links/{token}/notes',
  summary: 'Say something about a page by the signed link of a notification, without signing in',
  access: 'open',
  params: link,
  body: z.object({ text: z.string().trim().min(1).max(5000) }),
  answer: Page,
  problems: [notFound],
})

export const listColleaguesByLink = route({
  method: 'GET',
  path: '/api/pager/links/{token}/colleagues',
  summary: 'To whom a page may be given by the signed link of a notification: who is on the team, or on call for it',
  access: 'open',
  params: link,
  answer: z.object({ items: z.array(PersonRef) }),
  problems: [notFound],
})

export const reassignPageByLink = route({
  method: 'POST',
  path: '/api/pager/links/{token}/reassignment',
  summary: 'Page one of these colleagues instead, by the signed link of a notification, without signing in',
  access: 'open',
  params: link,
  body: z.object({ person: Id }),
  answer: Page,
  problems: [notFound, conflict],
})

export const getPageByLink = route({
  method: 'GET',
  path: '/api/pager/links/{token}',
  summary: 'What the signed link of a notification is about',
  access: 'open',
  params: link,
  answer: Page,
  problems: [notFound],
})

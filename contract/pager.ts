import { z } from 'zod'
import { Id } from './paging.ts'
import { Page } from './pager-pages.ts'
import { notFound, tooManyRequests } from './problem.ts'
import { route } from './route.ts'

export * from './pager-deploys.ts'
export * from './pager-feeds.ts'
export * from './pager-hand-overs.ts'
export * from './pager-heartbeats.ts'
export * from './pager-leave.ts'
export * from './pager-links.ts'
export * from './pager-maintenance.ts'
export * from './pager-mapping.ts'
export * from './pager-methods.ts'
export * from './pager-pages.ts'
export * from './pager-policies.ts'
export * from './pager-renewal.ts'
export * from './pager-reports.ts'
export * from './pager-rooms.ts'
export * from './pager-rotas.ts'
export * from './pager-routing.ts'
export * from './pager-sources.ts'
export * from './pager-swaps.ts'

export const sendTestPage = route({
  method: 'POST',
  path: '/api/pager/people/{id}/test-page',
  summary: 'Page a person as a test, by each of their contact methods; nobody else hears of it',
  params: z.object({ id: Id }),
  answer: Page,
  status: 201,
  problems: [notFound, tooManyRequests],
})

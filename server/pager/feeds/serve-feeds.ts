import type { FastifyInstance } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { readShiftFeed } from './read-feed.ts'

/** Calendars of shifts, for programs that hold the secret address of one. */
export function serveShiftFeeds(app: FastifyInstance, contextFor: (job: string) => Context): void {
  app.get<{ Params: { name: string } }>('/feeds/on-call/:name', async ({ params }, reply) => {
    const calendar = await readShiftFeed(contextFor('pager.read-shift-feed'), params.name.replace(/\.ics$/, ''))
    return reply.header('cache-control', 'no-store').type('text/calendar; charset=utf-8').send(calendar)
  })
}

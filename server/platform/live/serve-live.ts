import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import type { Logger } from 'pino'
import { livePath } from '@bellwether/contract/live.ts'
import { notSignedIn } from '@bellwether/contract/problem.ts'
import type { DatabaseAddress } from '../database/open-database.ts'
import { liveChannel } from '../events/announce.ts'
import type { Mounting } from '../http/mount-routes.ts'
import { sessionCookieOf } from '../http/session-cookie.ts'
import { Problem } from '../problem.ts'

const heartbeatMilliseconds = 20_000
const reconnectMilliseconds = 500

/**
 * Sends every announced change to the open screens by server-sent events: LISTEN on one connection
 * of its own, which is opened again when it is lost. After a gap the screens are told to ask again.
 */
export function serveLive(
  app: FastifyInstance,
  address: DatabaseAddress,
  mounting: Mounting,
  log: Logger,
): { stop(): Promise<void> } {
  const screens = new Set<ServerResponse>()
  const broadcast = (frame: string): void => screens.forEach((screen) => void screen.write(frame))
  const listener = listen(address, log, (payload) => broadcast(`data: ${payload}\n\n`))

  app.get(livePath, async (request, reply) => {
    const actor = await mounting.identify({ sessionToken: sessionCookieOf(request), bearerToken: undefined })
    if (actor.kind === 'nobody') throw new Problem(notSignedIn)
    reply.hijack()
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    reply.raw.write('retry: 1000\n\n')
    screens.add(reply.raw)
    const heartbeat = setInterval(() => reply.raw.write(': still here\n\n'), heartbeatMilliseconds)
    reply.raw.once('close', () => {
      clearInterval(heartbeat)
      screens.delete(reply.raw)
    })
  })
  // Screens come back by themselves; without this they would hold the draining server open.
  app.addHook('preClose', async () => {
    for (const screen of screens) screen.end('event: closing\ndata: {}\n\n')
  })
  return listener
}

function listen(
  address: DatabaseAddress,
  log: Logger,
  onPayload: (payload: string) => void,
): { stop(): Promise<void> } {
  let client: pg.Client | undefined
  let stopped = false
  const connect = async (): Promise<void> => {
    if (stopped) return
    const next = new pg.Client({ ...address, keepAlive: true })
    next.on('error', () => undefined)
    next.once('end', () => setTimeout(() => void connect(), reconnectMilliseconds).unref())
    next.on('notification', ({ payload }) => onPayload(payload ?? '{}'))
    try {
      await next.connect()
      await next.query(`listen ${liveChannel}`)
      if (client) onPayload(JSON.stringify({ topic: 'everything', ids: {} }))
      client = next
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'live updates wait for the database')
      await next.end().catch(() => undefined)
    }
  }
  void connect()
  return {
    stop: async () => {
      stopped = true
      await client?.end().catch(() => undefined)
    },
  }
}

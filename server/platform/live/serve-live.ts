import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { type LiveChange, livePath } from '@bellwether/contract/live.ts'
import { notSignedIn } from '@bellwether/contract/problem.ts'
import type { DatabaseAddress } from '../database/open-database.ts'
import type { Mounting } from '../http/mount-routes.ts'
import { sessionCookieOf } from '../http/session-cookie.ts'
import { Problem } from '../problem.ts'
import { listenForChanges } from './listen-for-changes.ts'
import { gatherChanges } from './gather-changes.ts'
import { checkScreens, rightsTopic, type Screen, showChanges } from './screens.ts'

const heartbeatMilliseconds = 20_000

/** After these somebody's stream may have to end. */
const rightsTopics = [rightsTopic, 'people.roles-changed', 'people.person-deactivated', 'everything']

/**
 * Sends what is announced to the open screens whose person may read of it, by server-sent events.
 * A stream ends with its session, and when its screen does not read.
 */
export function serveLive(
  app: FastifyInstance,
  address: DatabaseAddress,
  mounting: Pick<Mounting, 'identify'>,
  log: Logger,
): { stop(): Promise<void> } {
  const screens = new Set<Screen>()
  const check = (): void => {
    checkScreens(screens).catch((error: Error) => log.warn({ error: error.message }, 'open screens were not checked'))
  }
  const gathering = gatherChanges((changes) => showChanges(screens, changes))
  const listener = listenForChanges(address, log, (payload) => {
    const { topic, ids } = JSON.parse(payload) as LiveChange
    if (rightsTopics.includes(topic)) check()
    gathering.add({ topic, ids })
  })
  const heartbeat = setInterval(check, heartbeatMilliseconds)

  app.get(livePath, async (request, reply) => {
    const sessionToken = sessionCookieOf(request)
    const identify = () => mounting.identify({ sessionToken, bearerToken: undefined })
    const actor = await identify()
    if (actor.kind === 'nobody') throw new Problem(notSignedIn)
    reply.hijack()
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    reply.raw.write('retry: 1000\n\n')
    const screen: Screen = { response: reply.raw, identify, actor }
    screens.add(screen)
    reply.raw.once('close', () => screens.delete(screen))
  })
  // Screens come back by themselves; without this they would hold the draining server open.
  app.addHook('preClose', async () => {
    for (const { response } of screens) response.end('event: closing\ndata: {}\n\n')
  })
  return {
    stop: async () => {
      clearInterval(heartbeat)
      gathering.stop()
      await listener.stop()
    },
  }
}

import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { livePath } from '@bellwether/contract/live.ts'
import { keepWaits, type Waits } from '../log/waits.ts'

const slowMilliseconds = 1000

/** Logs every request that took over a second, with what it waited for; the rest is its client and its own computing. */
export function logSlowRequests(app: FastifyInstance, log: Pick<Logger, 'warn'>): void {
  const waitsOf = new WeakMap<FastifyRequest, Waits>()
  // Not earlier: what reads a body comes back from the socket, and knows nothing of the request.
  app.addHook('preHandler', (request, _reply, done) => {
    const waits: Waits = {}
    waitsOf.set(request, waits)
    keepWaits(waits, done)
  })
  app.addHook('onResponse', (request, reply, done) => {
    // The route, not the address: some addresses carry a secret.
    const { method, url } = request.routeOptions
    if (reply.elapsedTime > slowMilliseconds && url !== livePath) {
      const [milliseconds, waitedFor] = [Math.round(reply.elapsedTime), rounded(waitsOf.get(request))]
      log.warn(
        { requestId: request.id, route: `${method} ${url}`, status: reply.statusCode, milliseconds, waitedFor },
        'a request was slow',
      )
    }
    done()
  })
}

const rounded = (waits: Waits = {}): Waits =>
  Object.fromEntries(
    Object.entries(waits).map(([what, wait]) => [what, { ...wait, milliseconds: Math.round(wait.milliseconds) }]),
  )

import type { FastifyInstance } from 'fastify'
import { notSignedIn } from '@bellwether/contract/problem.ts'
import type { Mounting } from '../platform/http/mount-routes.ts'
import { openMetrics, type Reading } from '../platform/log/metrics.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'

/** Answers `/metrics` to a program whose token may read them: routes and queues say much of an installation. */
export function serveMetrics(
  app: FastifyInstance,
  { identify, contextFor }: Mounting,
  readings: readonly Reading[],
): void {
  const metrics = openMetrics(app, readings)
  app.get('/metrics', async (request, reply) => {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')
    const actor = await identify({ sessionToken: undefined, bearerToken: bearer?.[1] })
    if (actor.kind === 'nobody') throw new Problem(notSignedIn)
    allow(contextFor(actor, request.id), 'metrics.read')
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text())
  })
}

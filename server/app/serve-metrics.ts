import type { FastifyInstance } from 'fastify'
import { notSignedIn } from '@bellwether/contract/problem.ts'
import { bearerTokenOf } from '../platform/http/credentials.ts'
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
    const actor = await identify({ sessionToken: undefined, bearerToken: bearerTokenOf(request) })
    if (actor.kind === 'nobody') throw new Problem(notSignedIn)
    allow(contextFor(actor, request.id), 'metrics.read')
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text())
  })
}

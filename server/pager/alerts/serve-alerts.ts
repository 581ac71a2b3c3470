import type { FastifyInstance } from 'fastify'
import type { ContextFor } from './open-shape.ts'
import { serveAlertmanager } from './serve-alertmanager.ts'
import { serveOpsgenie } from './serve-opsgenie.ts'
import { servePagerDuty } from './serve-pagerduty.ts'
import { serveSlack } from './serve-slack.ts'
import { serveVictorOps } from './serve-victorops.ts'
import { serveWebhook } from './serve-webhook.ts'

/**
 * Answers monitoring systems in the shapes in which they speak. What is accepted is durable before it is answered, and
 * never after; what no shape knows is not found, so that no sender takes a page of the console for success.
 */
export function serveAlerts(app: FastifyInstance, contextFor: ContextFor): void {
  servePagerDuty(app, contextFor)
  serveAlertmanager(app, contextFor)
  serveOpsgenie(app, contextFor)
  serveVictorOps(app, contextFor)
  serveSlack(app, contextFor)
  serveWebhook(app, contextFor)
  for (const path of ['/v2/*', '/integrations/*'])
    app.all(path, async (_request, reply) => reply.status(404).send({ message: 'There is no such address' }))
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readAlertmanagerEvent } from './alertmanager-event.ts'
import type { AlertEvent } from './alert-event.ts'
import { type ContextFor, keyInPath, openShape, sourceOf, type Trouble } from './open-shape.ts'
import { readPrometheusEvents } from './prometheus-events.ts'
import { withPayload } from './payload.rules.ts'
import { takeEvents } from './take-event.ts'

/** A group may be many alerts, and its sender drops what is refused as too large. */
const bodyBytesMax = 4 * 1024 * 1024

type Read = (body: unknown) => { events: AlertEvent[] } | { errors: string[] }

/** Answers notifications of Alertmanager, and what Prometheus and amtool would send to one. */
export function serveAlertmanager(app: FastifyInstance, contextFor: ContextFor): void {
  const takeBy = (read: Read) => async (request: FastifyRequest, reply: FastifyReply) => {
    const taken = read(request.body)
    if ('errors' in taken) return reply.status(400).send(says(taken.errors))
    // Of a list each alert is one of its own; a group is one alert.
    const sent: unknown[] = Array.isArray(request.body) ? request.body : [request.body]
    const events = taken.events.map((event, place) => withPayload(event, sent[place]))
    await takeEvents(contextFor('pager.take-event'), sourceOf(request), events)
    return reply.status(200).send({ status: 'success' })
  }
  const mount = (scope: FastifyInstance) => {
    scope.post('/integrations/alertmanager/:key', takeBy(readAlertmanagerEvent))
    scope.post('/integrations/alertmanager/:key/api/v2/alerts', takeBy(readPrometheusEvents))
  }
  openShape(app, contextFor, { bodyBytesMax, says: (trouble) => says([troubles[trouble]]), keyOf: keyInPath, mount })
}

const says = (errors: readonly string[]) => ({ status: 'error', message: errors.join('; '), errors })

const troubles: Readonly<Record<Trouble, string>> = {
  'unknown-key': 'No source of alerts has this key',
  unreadable: 'The body is not JSON',
  'too-large': `The body is longer than ${bodyBytesMax} bytes`,
  'too-many': 'Too many unknown keys from this address',
  ours: 'Send it again',
}

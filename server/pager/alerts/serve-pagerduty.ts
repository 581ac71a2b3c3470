import type { FastifyInstance } from 'fastify'
import { takeChange } from '../changes/take-change.ts'
import { readPagerDutyChange } from '../changes/pagerduty-change.ts'
import type { SourceRow } from './alert.store.ts'
import { type ContextFor, openShape, type Trouble } from './open-shape.ts'
import { readPagerDutyEvent } from './pagerduty-event.ts'
import { sourceOfKey } from './source-of-key.ts'
import { withPayload } from './payload.rules.ts'
import { takeEvent } from './take-event.ts'

/** As its senders know it of PagerDuty. */
const bodyBytesMax = 512 * 1024

/** Answers PagerDuty Events API v2 requests, at the root: there its clients look. */
export function servePagerDuty(app: FastifyInstance, contextFor: ContextFor): void {
  const mount = (scope: FastifyInstance) => {
    scope.post('/v2/enqueue', async (request, reply) => {
      const ctx = contextFor('pager.take-event')
      const source = await sourceOfKey(ctx, request, routingKey(request.body))
      const read = source ? readPagerDutyEvent(request.body) : unknownKey
      if ('errors' in read) return reply.status(400).send(invalid(read.errors))
      await takeEvent(ctx, source as SourceRow, withPayload(read.event, request.body))
      return reply.status(202).send({ status: 'success', message: 'Event processed', dedup_key: read.event.key })
    })
    scope.post('/v2/change/enqueue', async (request, reply) => {
      const ctx = contextFor('pager.take-change')
      const source = await sourceOfKey(ctx, request, routingKey(request.body))
      const read = source ? readPagerDutyChange(request.body) : unknownKey
      if ('errors' in read) return reply.status(400).send(invalid(read.errors))
      await takeChange(ctx, source as SourceRow, read.change)
      return reply.status(202).send({ status: 'success', message: 'Change event processed' })
    })
  }
  openShape(app, contextFor, { bodyBytesMax, says: (trouble) => troubles[trouble], mount })
}

const routingKey = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'routing_key' in body ? body.routing_key : undefined

const unknownKey = { errors: [`'routing_key': no source of alerts has this key; add one in Settings, Paging`] }

const invalid = (errors: readonly string[]) => ({ status: 'invalid event', message: 'Event object is invalid', errors })

const troubles: Readonly<Record<Trouble, object>> = {
  'unknown-key': invalid(unknownKey.errors),
  unreadable: {
    status: 'Unrecognized object',
    message: 'Event object format is unrecognized',
    errors: ['JSON parse error'],
  },
  'too-large': invalid([`The body is longer than ${bodyBytesMax} bytes`]),
  'too-many': { status: 'throttle exceeded', message: 'Too many unknown keys from this address', errors: [] },
  ours: { status: 'error', message: 'Send it again', errors: [] },
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ContextFor, openShape, type Trouble } from './open-shape.ts'
import { sourceOfKey } from './source-of-key.ts'
import { takeEvent } from './take-event.ts'
import { readVictorOpsEvent } from './victorops-event.ts'

const bodyBytesMax = 512 * 1024

/** Answers events of VictorOps, today Splunk On-Call. Its routing key says nothing here: a source has its team. */
export function serveVictorOps(app: FastifyInstance, contextFor: ContextFor): void {
  const take = async (request: FastifyRequest<{ Params: { key: string } }>, reply: FastifyReply) => {
    const ctx = contextFor('pager.take-event')
    const source = await sourceOfKey(ctx, request, request.params.key)
    const read = source ? readVictorOpsEvent(request.body) : { errors: ['No source of alerts has this key'] }
    if (!source || 'errors' in read) return reply.status(400).send(says('errors' in read ? read.errors : []))
    await takeEvent(ctx, source, read.event)
    return reply.status(200).send({ result: 'success', entity_id: read.event.key })
  }
  const mount = (scope: FastifyInstance) => {
    scope.post('/integrations/victorops/:key', take)
    scope.post('/integrations/victorops/:key/:routing', take)
  }
  openShape(app, contextFor, { bodyBytesMax, says: (trouble) => says([troubles[trouble]]), mount })
}

const says = (messages: readonly string[]) => ({ result: 'failure', message: messages.join('; ') })

const troubles: Readonly<Record<Trouble, string>> = {
  unreadable: 'The body is not JSON',
  'too-large': `The body is longer than ${bodyBytesMax} bytes`,
  'too-many': 'Too many unknown keys from this address',
  ours: 'Send it again',
}

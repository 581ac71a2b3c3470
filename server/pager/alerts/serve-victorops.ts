import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ContextFor, keyInPath, openShape, sourceOf, type Trouble } from './open-shape.ts'
import { withPayload } from './payload.rules.ts'
import { takeEvent } from './take-event.ts'
import { readVictorOpsEvent } from './victorops-event.ts'

const bodyBytesMax = 512 * 1024

/** Answers events of VictorOps, today Splunk On-Call. Its routing key says nothing here: a source has its team. */
export function serveVictorOps(app: FastifyInstance, contextFor: ContextFor): void {
  const take = async (request: FastifyRequest, reply: FastifyReply) => {
    const read = readVictorOpsEvent(request.body)
    if ('errors' in read) return reply.status(400).send(says(read.errors))
    await takeEvent(contextFor('pager.take-event'), sourceOf(request), withPayload(read.event, request.body))
    return reply.status(200).send({ result: 'success', entity_id: read.event.key })
  }
  const mount = (scope: FastifyInstance) => {
    scope.post('/integrations/victorops/:key', take)
    scope.post('/integrations/victorops/:key/:routing', take)
  }
  openShape(app, contextFor, { bodyBytesMax, says: (trouble) => says([troubles[trouble]]), keyOf: keyInPath, mount })
}

const says = (messages: readonly string[]) => ({ result: 'failure', message: messages.join('; ') })

const troubles: Readonly<Record<Trouble, string>> = {
  'unknown-key': 'No source of alerts has this key',
  unreadable: 'The body is not JSON',
  'too-large': `The body is longer than ${bodyBytesMax} bytes`,
  'too-many': 'Too many unknown keys from this address',
  ours: 'Send it again',
}

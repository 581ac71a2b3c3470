import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readWebhookEvent } from '../mapping/mapping.rules.ts'
import { type ContextFor, keyInPath, openShape, sourceOf, type Trouble } from './open-shape.ts'
import { withPayload } from './payload.rules.ts'
import { takeEvent } from './take-event.ts'

const bodyBytesMax = 512 * 1024

/** Answers whoever sends JSON of a shape of their own: the mapping of the source says what in it is what. */
export function serveWebhook(app: FastifyInstance, contextFor: ContextFor): void {
  const take = async (request: FastifyRequest, reply: FastifyReply) => {
    const source = sourceOf(request)
    const read = readWebhookEvent(request.body, { mapping: source.mapping, sourceName: source.name })
    if (!read) return reply.status(400).send(says('The body is no JSON object with something in it'))
    const id = await takeEvent(contextFor('pager.take-event'), source, withPayload(read.event, request.body))
    const { action, key } = read.event
    return reply.status(202).send({ status: 'accepted', action, key: key.slice(0, 255).toWellFormed(), id: id ?? null })
  }
  const mount = (scope: FastifyInstance) => scope.post('/integrations/webhook/:key', take)
  openShape(app, contextFor, {
    bodyBytesMax,
    says: (trouble) => says(troubles[trouble]),
    keyOf: keyInPath,
    unknownKeyStatus: 404,
    mount: (scope) => void mount(scope),
  })
}

const says = (message: string) => ({ status: 'refused', message })

const troubles: Readonly<Record<Trouble, string>> = {
  'unknown-key': 'No source of alerts has this key',
  unreadable: 'The body is not JSON',
  'too-large': `The body is longer than ${bodyBytesMax} bytes`,
  'too-many': 'Too many unknown keys from this address',
  ours: 'Send it again',
}

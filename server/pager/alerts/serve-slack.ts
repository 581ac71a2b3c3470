import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ContextFor, keyInPath, openShape, sourceOf, type Trouble } from './open-shape.ts'
import { readSlackEvent } from './slack-event.ts'
import { withPayload } from './payload.rules.ts'
import { takeEvent } from './take-event.ts'

const bodyBytesMax = 512 * 1024

/**
 * Answers what would write to a chat: messages in the shape of an incoming webhook of Slack, and of its
 * `chat.postMessage`, whose channel says nothing here, as a source has its team.
 */
export function serveSlack(app: FastifyInstance, contextFor: ContextFor): void {
  const take = async (request: FastifyRequest): Promise<boolean> => {
    const event = readSlackEvent(request.body)
    if (event) await takeEvent(contextFor('pager.take-event'), sourceOf(request), withPayload(event, request.body))
    return event !== undefined
  }
  const hook = (scope: FastifyInstance) =>
    scope.post('/integrations/slack/:key', async (request, reply) => {
      const isTaken = await take(request)
      return inWords(reply.status(isTaken ? 200 : 400), isTaken ? 'ok' : 'no_text')
    })
  const method = (scope: FastifyInstance) =>
    scope.post('/integrations/slack/:key/api/chat.postMessage', async (request, reply) => {
      if (!(await take(request))) return reply.send({ ok: false, error: 'no_text' })
      const ts = (Date.now() / 1000).toFixed(6)
      return reply.send({ ok: true, channel: (request.body as { channel?: unknown }).channel ?? '', ts, message: {} })
    })
  const asked = { bodyBytesMax, keyOf: keyInPath, readsForms: true } as const
  openShape(app, contextFor, { ...asked, says: (trouble) => words[trouble], unknownKeyStatus: 404, mount: hook })
  openShape(app, contextFor, { ...asked, says: (trouble) => ({ ok: false, error: errors[trouble] }), mount: method })
}

const inWords = (reply: FastifyReply, words: string) => reply.type('text/plain; charset=utf-8').send(words)

const words: Readonly<Record<Trouble, string>> = {
  'unknown-key': 'no_service',
  unreadable: 'invalid_payload',
  'too-large': 'invalid_payload',
  'too-many': 'rate_limited',
  ours: 'rollup_error',
}

const errors: Readonly<Record<Trouble, string>> = {
  'unknown-key': 'invalid_auth',
  unreadable: 'invalid_arguments',
  'too-large': 'msg_too_long',
  'too-many': 'ratelimited',
  ours: 'internal_error',
}

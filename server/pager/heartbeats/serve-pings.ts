import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { tooManyRequests } from '@bellwether/contract/problem.ts'
import { cleanText } from '../../platform/http/clean-input.ts'
import { Problem } from '../../platform/problem.ts'
import type { ContextFor } from '../alerts/open-shape.ts'
import { limitGuesses } from '../alerts/source-of-key.ts'
import { pingOf } from './heartbeat.rules.ts'
import { takePing } from './take-ping.ts'

/** So much of what is sent along is kept; a ping matters more than what it says, so that the rest is read away. */
const textBytesMax = 10_000

type Request = FastifyRequest<{ Params: { key: string; word?: string }; Querystring: { rid?: string } }>

/** Answers pings of heartbeats in the shape of Healthchecks: by any method that a program may have at hand. */
export function servePings(app: FastifyInstance, contextFor: ContextFor): void {
  const take = async (request: Request, reply: FastifyReply) => {
    const { key, word } = request.params
    const ping = pingOf(word)
    if (ping === undefined) return reply.status(400).send('invalid url format')
    if (request.query.rid !== undefined && !z.guid().safeParse(request.query.rid).success)
      return reply.status(400).send('invalid uuid format')
    const ctx = contextFor('pager.take-ping')
    if (await takePing(ctx, cleanText(key), { ping, text: (request.body as string | undefined) ?? '' }))
      return reply.send('OK')
    await limitGuesses(ctx, request)
    return reply.status(404).send('not found')
  }
  void app.register((scope, _, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', async (_: FastifyRequest, payload: Readable) => beginningOf(payload))
    scope.addHook('onRequest', async (_, reply) => {
      void reply.type('text/plain; charset=utf-8').headers({
        'access-control-allow-origin': '*',
        'ping-body-limit': String(textBytesMax),
        'cache-control': 'no-store',
      })
    })
    scope.setErrorHandler((error, _request, reply) => {
      const isGuessing = error instanceof Problem && error.kind === tooManyRequests
      if (isGuessing) void reply.header('retry-after', error.retryAfterSeconds ?? 60)
      else contextFor('pager.take-ping').log.error({ error: String(error) }, 'no ping was taken')
      return reply.status(isGuessing ? 429 : 503).send(isGuessing ? 'rate limited' : 'try again')
    })
    for (const url of ['/ping/:key', '/ping/:key/', '/ping/:key/:word', '/ping/:key/:word/'])
      scope.route({ method: ['GET', 'POST'], url, handler: (request, reply) => take(request as Request, reply) })
    scope.all('/ping/*', async (_, reply) => reply.status(404).send('not found'))
    done()
  })
}

/** The first bytes of what is sent, as text. */
async function beginningOf(payload: Readable): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of payload as AsyncIterable<Buffer>) {
    if (bytes < textBytesMax) parts.push(part)
    bytes += part.length
  }
  return cleanText(Buffer.concat(parts).subarray(0, textBytesMax).toString('utf8'))
}

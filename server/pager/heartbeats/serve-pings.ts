import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { tooManyRequests } from '@bellwether/contract/problem.ts'
import { answerInTime } from '../../platform/http/answer-in-time.ts'
import { cleanText } from '../../platform/http/clean-input.ts'
import type { Context } from '../../platform/context.ts'
import { Problem } from '../../platform/problem.ts'
import { type ContextFor, senderMillisecondsMax } from '../alerts/open-shape.ts'
import { limitGuesses } from '../alerts/source-of-key.ts'
import { type Ping, pingOf } from './heartbeat.rules.ts'
import { takePing, takePingBySlug } from './take-ping.ts'

/** So much of what is sent along is kept; a ping matters more than what it says, so that the rest is read away. */
const textBytesMax = 10_000

type Request = FastifyRequest<{
  Params: { key: string; word?: string; more?: string }
  Querystring: { rid?: string; create?: string }
}>

/** The key of one heartbeat; the ping key of a team, below which its heartbeats have their slugs, is none. */
const isOwnKey = (key: string): boolean => z.guid().safeParse(key).success

/**
 * Answers pings of heartbeats in the shape of Healthchecks: by any method that a program may have at hand, by the address of
 * a heartbeat, or by the ping key of its team and its slug.
 */
export function servePings(app: FastifyInstance, contextFor: ContextFor): void {
  const take = async (request: Request, reply: FastifyReply) => {
    const asked = askedBy(request)
    if ('status' in asked) return reply.status(asked.status).send(asked.refusal)
    const ctx = contextFor('pager.take-ping')
    const taken = await hear(ctx, request, asked.ping)
    if (taken === 'created') return reply.status(201).send('Created')
    if (taken === 'taken') return reply.send('OK')
    await limitGuesses(ctx, request)
    return reply.status(404).send('not found')
  }
  void app.register((scope, _, done) => {
    answerInTime(scope, senderMillisecondsMax)
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
    for (const path of ['', '/:word', '/:word/:more'])
      for (const url of [`/ping/:key${path}`, `/ping/:key${path}/`])
        scope.route({ method: ['GET', 'POST'], url, handler: (request, reply) => take(request as Request, reply) })
    scope.all('/ping/*', async (_, reply) => reply.status(404).send('not found'))
    done()
  })
}

/** What an address says after the heartbeat that it names, or why it says nothing. */
function askedBy({ params: { key, word, more }, query: { rid } }: Request) {
  if (isOwnKey(key) && more) return { status: 404, refusal: 'not found' }
  const ping = pingOf(isOwnKey(key) ? word : more)
  if (ping === undefined) return { status: 400, refusal: 'invalid url format' }
  const isRun = rid === undefined || z.guid().safeParse(rid).success
  return isRun ? { ping } : { status: 400, refusal: 'invalid uuid format' }
}

async function hear(ctx: Context, { params, query, body }: Request, ping: Ping) {
  const heard = { ping, text: (body as string | undefined) ?? '' }
  const key = cleanText(params.key)
  if (isOwnKey(params.key)) return (await takePing(ctx, key, heard)) ? 'taken' : 'unknown'
  return takePingBySlug(ctx, { key, slug: cleanText(params.word ?? ''), creates: query.create === '1' }, heard)
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

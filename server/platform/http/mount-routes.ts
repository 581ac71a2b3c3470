import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { badInput, notSignedIn } from '@bellwether/contract/problem.ts'
import { type AnyRoute, isGuessable } from '@bellwether/contract/route.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Actor, Context } from '../context.ts'
import { Problem } from '../problem.ts'
import { addressOf } from '../net/address-of.ts'
import { answerOnce } from './answer-once.ts'
import { bearerTokenOf, type Credentials } from './credentials.ts'
import { cleanInput } from './clean-input.ts'
import type { Call, FileAnswer, HandledRoute } from './handle.ts'
import { refuseForeignOrigin } from './own-origin.ts'
import { sendFile } from './send-file.ts'
import { sessionCookie, sessionCookieOf } from './session-cookie.ts'

export interface Mounting {
  /** Who sent this request; `nobody` where no login or token came with it. */
  readonly identify: (credentials: Credentials) => Promise<Actor>
  readonly contextFor: (actor: Actor, requestId: string) => Context
}

/** Where somebody could try one secret after the other, an address may do so this often. */
const guesses = { max: 30, windowSeconds: 60 }

/** Mounts the contract's routes: checks what comes in, runs the handler, checks what goes out. */
export function mountRoutes(app: FastifyInstance, routes: readonly HandledRoute[], mounting: Mounting): void {
  for (const one of routes.filter(({ route }) => !route.streamed)) mountRoute(app, one, mounting)
  void app.register((scope, _, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload))
    for (const one of routes.filter(({ route }) => route.streamed)) mountRoute(scope, one, mounting)
    done()
  })
}

function mountRoute(app: FastifyInstance, handled: HandledRoute, mounting: Mounting): void {
  const { route } = handled
  app.route({
    method: route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    // A file goes out as it is: it may be large, and what is large is packed already.
    ...(route.file ? { compress: false as const } : {}),
    handler: async (request, reply) => {
      const actor = await mounting.identify(credentials(request))
      const ctx = mounting.contextFor(actor, request.id)
      if (route.access === 'signed-in' && actor.kind === 'nobody') throw new Problem(notSignedIn)
      refuseForeignOrigin(request, ctx.baseUrl)
      if (isGuessable(route)) await ctx.attempts.limit({ key: `${route.path} ${addressOf(request.ip)}`, ...guesses })
      const call = callOf(ctx, route, request, reply)
      if (route.file) return sendFile(ctx, reply, (await handled.handler(call)) as FileAnswer)
      // Whoever sends a stream is a program, which may send all day.
      const end = route.streamed ? undefined : ctx.requests.begin()
      const answer = await answerOf(handled, call, request).finally(end)
      return reply.status(route.status).type('application/json').header('cache-control', 'no-store').send(answer)
    },
  })
}

function callOf(ctx: Context, route: AnyRoute, request: FastifyRequest, reply: FastifyReply): Call<never> {
  return {
    ctx,
    ...(checkedInput(route, request) as { params: never; query: never; body: never }),
    stream: (route.streamed ? (request.body ?? request.raw) : request.raw) as Readable,
    headers: request.headers,
    session: sessionCookie(request, reply, ctx.baseUrl),
  }
}

async function answerOf({ route, handler }: HandledRoute, call: Call<never>, request: FastifyRequest): Promise<string> {
  if (route.commitsItself) return presented(route, await handler(call))
  const repeatable = {
    key: idempotencyKey(request),
    fingerprint: JSON.stringify([request.method, request.url, call.body]),
    isStreamed: route.streamed !== undefined,
  }
  return answerOnce(call.ctx, repeatable, async (ctx) => presented(route, await handler({ ...call, ctx })))
}

/** Answers are checked on the way out: a column nobody promised cannot leak. */
function presented(route: AnyRoute, answer: unknown): string {
  return JSON.stringify(route.answer.parse(withoutDates(answer)))
}

/** As JSON says it; to write and read it as JSON costs twice as much. */
function withoutDates(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(withoutDates)
  const plain: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    // Somebody's attribute may be named so; it would be no attribute of this object.
    if (key !== '__proto__') plain[key] = withoutDates((value as Record<string, unknown>)[key])
  }
  return plain
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (request.method === 'GET' || typeof key !== 'string' || key === '') return undefined
  if (key.length <= 200) return key
  throw new Problem(badInput, said`An Idempotency-Key has up to 200 characters.`)
}

function credentials(request: FastifyRequest): Credentials {
  return { sessionToken: sessionCookieOf(request), bearerToken: bearerTokenOf(request) }
}

function checkedInput(route: AnyRoute, request: FastifyRequest): Record<string, unknown> {
  const errors: { pointer: string; detail: string }[] = []
  const check = (schema: z.ZodType | undefined, value: unknown, prefix: string): unknown => {
    if (!schema) return undefined
    const result = schema.safeParse(cleanInput(value))
    if (result.success) return result.data
    for (const issue of result.error.issues) {
      errors.push({ pointer: `${prefix}/${issue.path.join('/')}`, detail: issue.message })
    }
    return undefined
  }
  const input = {
    params: check(route.params, request.params, '/params'),
    query: check(route.query, request.query, '/query'),
    body: check(route.body, request.body ?? {}, ''),
  }
  if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
  return input
}

import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { badInput, notSignedIn } from '@bellwether/contract/problem.ts'
import { type AnyRoute, isGuessable } from '@bellwether/contract/route.ts'
import type { Actor, Context } from '../context.ts'
import { Problem } from '../problem.ts'
import { type HandledRoute } from './handle.ts'
import { sessionCookie, sessionCookieOf } from './session-cookie.ts'

export interface Mounting {
  /** Who sent this request; `nobody` where no login or token came with it. */
  readonly identify: (request: { sessionToken: string | undefined; bearerToken: string | undefined }) => Promise<Actor>
  readonly contextFor: (actor: Actor, requestId: string) => Context
}

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

function mountRoute(app: FastifyInstance, { route, handler }: HandledRoute, mounting: Mounting): void {
  app.route({
    method: route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    config: { rateLimit: isGuessable(route) ? { max: 30, timeWindow: '1 minute' } : false },
    handler: async (request, reply) => {
      const actor = await mounting.identify(credentials(request))
      if (route.access === 'signed-in' && actor.kind === 'nobody') throw new Problem(notSignedIn)
      refuseForeignOrigin(request)
      const answer = await handler({
        ctx: mounting.contextFor(actor, request.id),
        ...(checkedInput(route, request) as { params: never; query: never; body: never }),
        stream: (route.streamed ? (request.body ?? request.raw) : request.raw) as Readable,
        headers: request.headers,
        session: sessionCookie(request, reply),
      })
      return sendAnswer(route, answer, reply)
    },
  })
}

/** Answers are checked on the way out: a column nobody promised cannot leak. */
function sendAnswer(route: AnyRoute, answer: unknown, reply: FastifyReply): FastifyReply {
  const plain: unknown = JSON.parse(JSON.stringify(answer))
  return reply
    .status(route.status)
    .type('application/json')
    .send(JSON.stringify(route.answer.parse(plain)))
}

function credentials(request: FastifyRequest): { sessionToken: string | undefined; bearerToken: string | undefined } {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')
  return { sessionToken: sessionCookieOf(request), bearerToken: bearer?.[1] }
}

/** A page of another site must not act with the cookie of somebody who is signed in here. */
function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers
  if (request.method === 'GET' || origin === undefined || origin === 'null') return
  if (URL.canParse(origin) && new URL(origin).host === host) return
  throw new Problem(notSignedIn, `Requests from ${origin} are not accepted.`)
}

function checkedInput(route: AnyRoute, request: FastifyRequest): Record<string, unknown> {
  const errors: { pointer: string; detail: string }[] = []
  const check = (schema: z.ZodType | undefined, value: unknown, prefix: string): unknown => {
    if (!schema) return undefined
    const result = schema.safeParse(value)
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

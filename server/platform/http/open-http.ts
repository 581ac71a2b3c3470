import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { badInput, internalError, notFound, tooLarge, tooManyRequests } from '@bellwether/contract/problem.ts'
import { Problem, problemDetails } from '../problem.ts'

const megabyte = 1024 * 1024

/** A server that knows no routes yet: headers, limits and the one problem format. */
export async function openHttp(log: Logger): Promise<FastifyInstance> {
  const app = fastify({
    genReqId: () => randomUUID(),
    bodyLimit: megabyte,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
  })
  await app.register(cookie)
  await app.register(rateLimit, { global: false, errorResponseBuilder: () => new Problem(tooManyRequests) })
  // Streamed routes unpack what they get themselves.
  await app.register(compress, { globalDecompression: false, encodings: ['gzip', 'br'], threshold: 2048 })
  await app.register(helmet, {
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        upgradeInsecureRequests: null,
      },
    },
  })
  // Verbs without input are called with an empty body, with or without a content type.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(body as string))
    } catch {
      done(new Problem(badInput, 'The body is not JSON.'))
    }
  })
  app.setErrorHandler((error, request, reply) => {
    const problem = asProblem(error)
    if (problem.kind === internalError) {
      log.error(
        { requestId: request.id, url: request.url, error: String(error), stack: (error as Error).stack },
        'a request failed',
      )
    }
    if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', problem.retryAfterSeconds)
    return reply
      .status(problem.kind.status)
      .type('application/problem+json')
      .send(JSON.stringify(problemDetails(problem, request.id)))
  })
  return app
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const status = (error as { statusCode?: number }).statusCode
  const message = (error as Error).message
  if (status === 413) return new Problem(tooLarge, `A JSON body may have ${megabyte} bytes.`)
  if (status === 404) return new Problem(notFound)
  if (status !== undefined && status >= 400 && status < 500) return new Problem(badInput, message)
  return new Problem(internalError)
}

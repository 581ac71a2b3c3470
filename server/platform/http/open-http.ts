import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import cookie from '@fastify/cookie'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import {
  badInput,
  internalError,
  notFound,
  tooLarge,
  tooManyRequests,
  unavailable,
} from '@bellwether/contract/problem.ts'
import { databaseTrouble } from '../database/database-trouble.ts'
import { portTrouble } from '../config/port-trouble.ts'
import { Problem, problemDetails } from '../problem.ts'

const megabyte = 1024 * 1024
const drainMilliseconds = 10_000

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
  app.addHook('preClose', async () => drainConnections(app.server))
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

/** Lets requests in hand end: a connection that falls idle goes at once, one that does not end goes too. */
function drainConnections(server: FastifyInstance['server']): void {
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const patience = setTimeout(() => server.closeAllConnections(), drainMilliseconds)
  server.once('close', () => {
    clearInterval(idle)
    clearTimeout(patience)
  })
}

/** Listens, and answers the port: a free one where 0 is asked for. */
export async function listenHttp(
  app: FastifyInstance,
  { PORT, BELLWETHER_HOST }: { PORT: number; BELLWETHER_HOST: string },
): Promise<number> {
  await app.listen({ port: PORT, host: BELLWETHER_HOST }).catch((error: unknown) => {
    throw portTrouble(error, 'PORT', PORT)
  })
  return (app.server.address() as AddressInfo).port
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const trouble = databaseTrouble(error)
  if (trouble !== undefined) return new Problem(unavailable, trouble, { retryAfterSeconds: 2 })
  const status = (error as { statusCode?: number }).statusCode
  const message = (error as Error).message
  if (status === 413) return new Problem(tooLarge, `A JSON body may have ${megabyte} bytes.`)
  if (status === 404) return new Problem(notFound)
  if (status !== undefined && status >= 400 && status < 500) return new Problem(badInput, message)
  return new Problem(internalError)
}

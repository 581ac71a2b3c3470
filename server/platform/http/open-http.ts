import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { constants } from 'node:zlib'
import cookie from '@fastify/cookie'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { badInput, internalError, notFound, tooLarge, unavailable } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { databaseTrouble } from '../database/database-trouble.ts'
import { portTrouble } from '../config/port-trouble.ts'
import { FileTrouble } from '../files/file-store.ts'
import { drainUnread } from './drain-unread.ts'
import { logSlowRequests } from './log-slow-requests.ts'
import { Problem, problemDetails } from '../problem.ts'

const megabyte = 1024 * 1024
const drainMilliseconds = 10_000

/** A connection on which nothing happens for so long is closed; screens hear a heartbeat before. */
const idleMilliseconds = 30_000
/** An answer is packed for one reader: ten percent larger in a quarter of the time. */
const packedQuickly = {
  zlibOptions: { level: 1 },
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
}

/** The slowest upload that is waited for. */
const requestMilliseconds = 300_000

export interface HttpSettings {
  readonly TRUST_PROXY?: string | number | undefined
  readonly BELLWETHER_URL?: string | undefined
}

/** Fastify takes addresses; a number of proxies is a rule on the distance. */
const trusted = (proxies: HttpSettings['TRUST_PROXY']) =>
  typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : (proxies ?? false)

/** Fits no route, so that what cannot be read is refused like whatever does not exist. */
const unreadable = '/api/an-address-that-cannot-be-read'

function canBeRead(url: string): boolean {
  try {
    return decodeURIComponent(url.split('?')[0] ?? '') !== ''
  } catch {
    return false
  }
}

/** A server that knows no routes yet: headers, limits and the one problem format. */
export async function openHttp(log: Logger, settings: HttpSettings): Promise<FastifyInstance> {
  const app = fastify({
    genReqId: () => randomUUID(),
    bodyLimit: megabyte,
    forceCloseConnections: 'idle',
    trustProxy: trusted(settings.TRUST_PROXY),
    connectionTimeout: idleMilliseconds,
    keepAliveTimeout: idleMilliseconds,
    requestTimeout: requestMilliseconds,
    routerOptions: { maxParamLength: 500 },
    rewriteUrl: ({ url = '/' }) => (canBeRead(url) ? url : unreadable),
  })
  logSlowRequests(app, log)
  await app.register(cookie)
  // Streamed routes unpack what they get themselves.
  await app.register(compress, {
    globalDecompression: false,
    encodings: ['br', 'gzip'],
    threshold: 2048,
    ...packedQuickly,
  })
  await app.register(helmet, {
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        // What a customer recorded is played from its bytes.
        mediaSrc: ["'self'", 'blob:'],
        upgradeInsecureRequests: null,
      },
    },
  })
  // A browser that came by TLS once never comes without it again.
  app.addHook('onSend', async (request, reply) => {
    if (request.protocol === 'https' || settings.BELLWETHER_URL?.startsWith('https:'))
      void reply.header('strict-transport-security', 'max-age=31536000')
  })
  // Verbs without input are called with an empty body, with or without a content type.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(body as string))
    } catch {
      done(new Problem(badInput, said`The body is not JSON.`))
    }
  })
  app.addHook('preClose', async () => drainConnections(app.server))
  app.setErrorHandler((error, request, reply) => answerError(log, error, request, reply))
  return app
}

/** Every refusal and every fault in the one problem format; what we did not expect says nothing but its id. */
function answerError(log: Logger, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = asProblem(error)
  if (problem.kind === internalError) {
    log.error(
      // The route, not the address: some addresses carry a secret.
      {
        requestId: request.id,
        route: `${request.method} ${request.routeOptions.url}`,
        error: String(error),
        stack: (error as Error).stack,
      },
      'a request failed',
    )
  }
  drainUnread(request)
  if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', problem.retryAfterSeconds)
  return reply
    .status(problem.kind.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemDetails(problem, request.id)))
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
  if (error instanceof FileTrouble)
    return new Problem(unavailable, said`The files are out of reach for a moment.`, { retryAfterSeconds: 5 })
  const status = (error as { statusCode?: number }).statusCode
  const message = (error as Error).message
  if (status === 413) return new Problem(tooLarge, said`A JSON body may have ${megabyte} bytes.`)
  if (status === 404) return new Problem(notFound)
  if (status !== undefined && status >= 400 && status < 500) return new Problem(badInput, message)
  return new Problem(internalError)
}

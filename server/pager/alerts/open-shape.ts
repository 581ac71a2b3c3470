import type { FastifyInstance, FastifyRequest } from 'fastify'
import { badInput, tooManyRequests } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { answerInTime } from '../../platform/http/answer-in-time.ts'
import { cleanInput } from '../../platform/http/clean-input.ts'
import { drainUnread } from '../../platform/http/drain-unread.ts'
import { Problem } from '../../platform/problem.ts'
import type { SourceRow } from './alert.store.ts'
import { sourceOfKey } from './source-of-key.ts'

/** Why a request is not taken, whatever its shape: what its sender can mend, and what is our own trouble. */
export type Trouble = 'unknown-key' | 'unreadable' | 'too-large' | 'too-many' | 'ours'

/** Makes the context in which the server itself takes what comes in. */
export type ContextFor = (job: string) => Context

interface Shape {
  readonly bodyBytesMax: number
  /** The answer in the words of the shape. */
  readonly says: (trouble: Trouble) => object | string
  /** Also takes forms: JSON in their field `payload`, or fields of which some are JSON. */
  readonly readsForms?: true
  /** The key that a request carries outside of its body: who has none is refused before their body is read. */
  readonly keyOf?: (request: FastifyRequest) => unknown
  /** 400 where it is left out. */
  readonly unknownKeyStatus?: number
  readonly mount: (scope: FastifyInstance) => void
}

/** Most senders give up after ten seconds and learn nothing: before that they hear that they send it again. */
export const senderMillisecondsMax = 8_000

export const keyInPath = ({ params }: FastifyRequest): unknown => (params as { key?: string }).key

const sources = new WeakMap<FastifyRequest, SourceRow>()

/** The source whose key a request of a shape with `keyOf` carries. */
export function sourceOf(request: FastifyRequest): SourceRow {
  const source = sources.get(request)
  if (!source) throw new Error('this shape has no key outside of the body')
  return source
}

const statuses: Readonly<Record<Trouble, number>> = {
  'unknown-key': 400,
  unreadable: 400,
  'too-large': 413,
  'too-many': 429,
  ours: 503,
}

/**
 * Opens addresses of another system's shape: a body is JSON whatever its sender calls it, and a refusal is in the words of
 * the shape. Our own trouble is 5xx, so that it is sent again.
 */
export function openShape(app: FastifyInstance, contextFor: ContextFor, shape: Shape): void {
  const { bodyBytesMax, says, keyOf, readsForms, unknownKeyStatus = statuses['unknown-key'], mount } = shape
  void app.register((scope, _, done) => {
    answerInTime(scope, senderMillisecondsMax)
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: bodyBytesMax },
      async (request: FastifyRequest, body: string) =>
        readsForms && request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
          ? readForm(body)
          : readJson(body),
    )
    if (keyOf)
      scope.addHook('onRequest', async (request, reply) => {
        const source = await sourceOfKey(contextFor('pager.take-event'), request, keyOf(request))
        if (source) return void sources.set(request, source)
        drainUnread(request)
        return reply.status(unknownKeyStatus).send(says('unknown-key'))
      })
    scope.setErrorHandler((error, request, reply) => {
      const trouble = troubleOf(error)
      if (trouble === 'ours') contextFor('pager.take-event').log.error({ error: String(error) }, 'no event was taken')
      const seconds = trouble === 'ours' ? 5 : error instanceof Problem ? error.retryAfterSeconds : undefined
      drainUnread(request)
      if (seconds !== undefined) void reply.header('retry-after', seconds)
      return reply.status(statuses[trouble]).send(says(trouble))
    })
    mount(scope)
    done()
  })
}

function readJson(body: string): unknown {
  if (body === '') return undefined
  try {
    return cleanInput(JSON.parse(body))
  } catch {
    throw new Problem(badInput, said`The body is not JSON.`)
  }
}

function readForm(body: string): unknown {
  const fields = new URLSearchParams(body)
  const payload = fields.get('payload')
  if (payload !== null) return readJson(payload)
  return Object.fromEntries(
    [...fields].map(([name, value]) => [name, lists.has(name) ? readJson(value) : cleanInput(value)]),
  )
}

/** Fields of a message that are JSON also in a form. */
const lists: ReadonlySet<string> = new Set(['attachments', 'blocks'])

function troubleOf(error: unknown): Trouble {
  if (error instanceof Problem && error.kind === tooManyRequests) return 'too-many'
  const status = error instanceof Problem ? error.kind.status : ((error as { statusCode?: number }).statusCode ?? 500)
  if (status === 413) return 'too-large'
  return status >= 500 ? 'ours' : 'unreadable'
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { tooManyRequests } from '@bellwether/contract/problem.ts'
import type { Context } from '../../platform/context.ts'
import { cleanInput } from '../../platform/http/clean-input.ts'
import { hashToken } from '../../platform/links/secret-token.ts'
import { Problem } from '../../platform/problem.ts'
import type { AlertEvent } from './alert-event.ts'
import { readAlertmanagerEvent } from './alertmanager-event.ts'
import { findSourceByKey } from './alert.store.ts'
import { readPagerDutyEvent } from './pagerduty-event.ts'
import { takeEvent } from './take-event.ts'

/** As its senders know it of PagerDuty. */
const bodyLimit = 512 * 1024
/** Keys that are none, by address: whoever guesses is stopped, whoever knows theirs never is. */
const guesses = { max: 60, windowSeconds: 60 }

type Read = (body: unknown) => { event: AlertEvent } | { errors: string[] }

/**
 * Answers monitoring systems in the shapes in which they speak: PagerDuty Events API v2 requests (at the root, where its
 * clients look) and notifications of Alertmanager. 202 or 200 is said when the alert is durable, and never before.
 */
export function serveAlerts(app: FastifyInstance, contextFor: (job: string) => Context): void {
  const contextOf = () => contextFor('pager.take-event')
  const errorHandler = (error: unknown, _: FastifyRequest, reply: FastifyReply): void =>
    answerAsPagerDuty(contextOf().log, error, reply)
  app.post('/v2/enqueue', { bodyLimit, errorHandler }, async (request, reply) => {
    const body = cleanInput(request.body)
    const key = typeof body === 'object' && body !== null && 'routing_key' in body ? body.routing_key : undefined
    const taken = await take(contextOf(), request, { key, body, read: readPagerDutyEvent })
    if ('errors' in taken) return reply.status(400).send(invalid(taken.errors))
    const message = 'Event processed'
    return reply.status(202).send({ status: 'success', message, dedup_key: taken.event.key })
  })
  app.post<{ Params: { key: string } }>(
    '/integrations/alertmanager/:key',
    { bodyLimit, errorHandler },
    async (request, reply) => {
      const { key } = request.params
      const taken = await take(contextOf(), request, {
        key,
        body: cleanInput(request.body),
        read: readAlertmanagerEvent,
      })
      if ('errors' in taken) return reply.status(400).send(invalid(taken.errors))
      return reply.status(200).send({ status: 'success' })
    },
  )
}

async function take(
  ctx: Context,
  request: FastifyRequest,
  { key, body, read }: { key: unknown; body: unknown; read: Read },
): Promise<ReturnType<Read>> {
  const source = typeof key === 'string' ? await findSourceByKey(ctx, hashToken(key)) : undefined
  if (!source) {
    await ctx.attempts.limit({ key: `alert-key:${request.ip}`, ...guesses })
    return { errors: [`'routing_key': no source of alerts has this key; add one on the On call screen`] }
  }
  const taken = read(body)
  if ('event' in taken) await takeEvent(ctx, source, taken.event)
  return taken
}

const invalid = (errors: readonly string[]) => ({
  status: 'invalid event',
  message: 'Event object is invalid',
  errors,
})

/** What cannot be read, in the words of the shape; what fails on our side is 5xx, so that it is sent again. */
function answerAsPagerDuty(log: Context['log'], error: unknown, reply: FastifyReply): void {
  const { status, seconds, says } = refusalOf(error)
  if (status === 503) log.error({ error: String(error) }, 'an alert could not be taken')
  if (seconds !== undefined) void reply.header('retry-after', seconds)
  void reply.status(status).send(says)
}

function refusalOf(error: unknown): { status: number; seconds?: number | undefined; says: object } {
  const status = error instanceof Problem ? error.kind.status : (error as { statusCode?: number }).statusCode
  if (error instanceof Problem && error.kind === tooManyRequests) {
    const says = { status: 'throttle exceeded', message: 'Too many unknown keys from this address', errors: [] }
    return { status: 429, seconds: error.retryAfterSeconds, says }
  }
  if (status === 400) return { status, says: unreadable }
  if (status === 413) return { status, says: invalid([`The body is longer than ${bodyLimit} bytes`]) }
  return { status: 503, seconds: 5, says: { status: 'error', message: 'Send it again', errors: [] } }
}

const unreadable = {
  status: 'Unrecognized object',
  message: 'Event object format is unrecognized',
  errors: ['JSON parse error'],
}

import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { cleanText } from '../../platform/http/clean-input.ts'
import { takePingByName } from '../heartbeats/take-ping.ts'
import { findAlert, type SourceRow } from './alert.store.ts'
import { type ContextFor, openShape, sourceOf, type Trouble } from './open-shape.ts'
import { opsgenieActs, readOpsgenieAct, readOpsgenieAlert } from './opsgenie-event.ts'
import { withPayload } from './payload.rules.ts'
import { takeEvent } from './take-event.ts'

const bodyBytesMax = 512 * 1024

type Named = FastifyRequest<{ Params: { id: string }; Querystring: { identifierType?: unknown } }>
type Answer = (source: SourceRow, request: Named, reply: FastifyReply) => Promise<FastifyReply>

/**
 * Answers Opsgenie's alert and heartbeat requests, with and without a slash at the end of the address. The id of a request
 * is that of its alert, so that whoever asks what became of a request is told.
 */
export function serveOpsgenie(app: FastifyInstance, contextFor: ContextFor): void {
  const contextOf = () => contextFor('pager.take-event')
  const answer = (work: Answer) => (request: FastifyRequest, reply: FastifyReply) =>
    work(sourceOf(request), request as Named, reply)
  const add = answer(async (source, { body }, reply) => {
    const read = readOpsgenieAlert(body)
    if ('errors' in read) {
      const message = 'Request body is not processable; see the errors'
      return reply.status(422).send({ ...says(message), errors: read.errors })
    }
    return accepted(reply, await takeEvent(contextOf(), source, withPayload(read.event, body)))
  })
  const act = (which: (typeof opsgenieActs)[number]) =>
    answer(async (source, { params, query, body }, reply) => {
      const named = { identifier: cleanText(params.id), identifierType: query.identifierType }
      return accepted(reply, await takeEvent(contextOf(), source, readOpsgenieAct(named, which, body)))
    })
  const tell = answer(async (source, { params }, reply) => {
    const { data: id } = z.uuid().safeParse(params.id)
    const alert = id === undefined ? undefined : await findAlert(contextOf(), source.id, id)
    if (!alert) return reply.status(404).send(says('Request not found; it might not be processed yet'))
    return reply.send({ data: outcomeOf(source, alert), took, requestId: alert.id })
  })
  const ping = answer(async (source, { params }, reply) => {
    const isKnown = await takePingByName(contextFor('pager.take-ping'), source.teamId, cleanText(params.id))
    if (!isKnown) return reply.status(404).send(says('The team of this key has no heartbeat of this name'))
    return reply.status(202).send({ result: 'PONG - Heartbeat received', took, requestId: randomUUID() })
  })
  const mount = (scope: FastifyInstance) => {
    for (const slash of ['', '/']) {
      scope.post(`/v2/alerts${slash}`, add)
      for (const which of opsgenieActs)
        scope.route({ method: ['POST', 'PUT'], url: `/v2/alerts/:id/${which}${slash}`, handler: act(which) })
      scope.get(`/v2/alerts/requests/:id${slash}`, tell)
      scope.route({ method: ['GET', 'POST', 'PUT', 'PATCH'], url: `/v2/heartbeats/:id/ping${slash}`, handler: ping })
    }
  }
  openShape(app, contextFor, {
    bodyBytesMax,
    says: (trouble) => says(troubles[trouble]),
    keyOf: genieKeyOf,
    unknownKeyStatus: 403,
    mount,
  })
}

const genieKeyOf = ({ headers }: FastifyRequest): string | undefined =>
  /^GenieKey (\S+)$/i.exec(headers.authorization ?? '')?.[1]

/** Seconds; we answer when the work is done. */
const took = 0

const says = (message: string) => ({ message, took, requestId: randomUUID() })

const accepted = (reply: FastifyReply, alertId: string | undefined): FastifyReply =>
  reply.status(202).send({ result: 'Request will be processed', took, requestId: alertId ?? randomUUID() })

const outcomeOf = (
  source: SourceRow,
  { id, keyShown, state, lastAt }: NonNullable<Awaited<ReturnType<typeof findAlert>>>,
) => ({
  success: true,
  isSuccess: true,
  action: 'Create',
  status: `The alert is ${state}`,
  processedAt: lastAt,
  integrationId: source.id,
  alertId: id,
  alias: keyShown,
})

const troubles: Readonly<Record<Trouble, string>> = {
  'unknown-key': 'No source of alerts has this key',
  unreadable: 'The body is not JSON',
  'too-large': `The body is longer than ${bodyBytesMax} bytes`,
  'too-many': 'Too many unknown keys from this address',
  ours: 'Send it again',
}

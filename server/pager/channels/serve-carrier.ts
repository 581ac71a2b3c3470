import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { cleanText } from '../../platform/http/clean-input.ts'
import { translateTo } from '../../people/people.ts'
import type { ContextFor } from '../alerts/open-shape.ts'
import { carrierPaths, isSignedByCarrier, spokenAnswer, writtenAnswer } from './carrier.ts'
import { answerByKey, answerByText, languageOfToken, noteReport } from './take-answer.ts'

const bodyBytesMax = 64 * 1024

type Request = FastifyRequest<{ Params: { token: string } }>

/**
 * Answers the carrier of texts and calls in the shape of Twilio: which key somebody pressed, what they texted back, and
 * what became of what it was given. Nothing is believed that it did not sign.
 */
export function serveCarrier(app: FastifyInstance, contextFor: ContextFor): void {
  void app.register((scope, _, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: bodyBytesMax },
      async (_: FastifyRequest, body: string) => fieldsOf(body),
    )
    scope.addHook('preHandler', async (request, reply) => {
      const ctx = contextFor('pager.take-answer')
      if (!isSigned(ctx, request)) return reply.status(403).type('text/plain').send('not signed by the carrier')
    })
    scope.post(`${carrierPaths.pressed}/:token`, (request, reply) => press(contextFor, request as Request, reply))
    scope.post(`${carrierPaths.reported}/:token`, async (request, reply) => {
      await noteReport(contextFor('pager.note-report'), (request as Request).params.token, fields(request))
      return reply.status(204).send()
    })
    scope.post(carrierPaths.texted, async (request, reply) => {
      const { From = '', Body = '' } = fields(request)
      const words = await answerByText(contextFor('pager.take-answer'), { from: From, text: Body })
      return reply.type('text/xml').send(writtenAnswer(words))
    })
    done()
  })
}

async function press(contextFor: ContextFor, request: Request, reply: FastifyReply): Promise<unknown> {
  const ctx = contextFor('pager.take-answer')
  const { token } = request.params
  const reader = await languageOfToken(ctx, token)
  const said = await answerByKey(ctx, token, fields(request)['Digits'] ?? '')
  return reply.type('text/xml').send(spokenAnswer(reader, translateTo(reader)(said)))
}

const fields = ({ body }: FastifyRequest): Record<string, string> => (body ?? {}) as Record<string, string>

const fieldsOf = (body: string): Record<string, string> =>
  Object.fromEntries([...new URLSearchParams(body)].map(([name, value]) => [name, cleanText(value)]))

/** It signs the address that it was given, which is ours as people reach it. */
function isSigned({ pageChannels: { carrier }, baseUrl }: Context, request: FastifyRequest): boolean {
  const signature = request.headers['x-twilio-signature']
  if (!carrier || typeof signature !== 'string') return false
  return isSignedByCarrier(carrier, { url: `${baseUrl}${request.url}`, fields: fields(request), signature })
}

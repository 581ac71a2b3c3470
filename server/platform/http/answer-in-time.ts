import type { FastifyInstance } from 'fastify'
import { unavailable } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { Problem } from '../problem.ts'

/**
 * Requests of this scope are answered within so many milliseconds, by its error handler where they are not done by then; what
 * they began goes on. Fastify's own `handlerTimeout` forgets a request once its body is read.
 */
export function answerInTime(scope: FastifyInstance, milliseconds: number): void {
  scope.addHook('onRequest', async (_, reply) => {
    const late = setTimeout(() => {
      if (!reply.sent) void reply.send(new Problem(unavailable, said`This takes too long: send it again later.`))
    }, milliseconds)
    reply.raw.once('close', () => clearTimeout(late))
  })
}

import type { FastifyRequest } from 'fastify'
import { notSignedIn } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { Problem } from '../problem.ts'

/**
 * Refuses what another site's page sends with somebody's cookie. A browser says where a request comes
 * from in `Sec-Fetch-Site` and `Origin`; `null` is a sandboxed frame or a file, never one of our pages.
 * A token is never sent by a browser on its own, so a call that carries one needs no such proof.
 */
export function refuseForeignOrigin(request: FastifyRequest, baseUrl: string): void {
  const { origin, authorization } = request.headers
  if (request.method === 'GET' || authorization !== undefined) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Problem(notSignedIn, said`Requests from another site are not accepted.`)
  if (origin === undefined) return
  const own = [request.host, hostOf(baseUrl)]
  if (!own.includes(hostOf(origin))) throw new Problem(notSignedIn, said`Requests from ${origin} are not accepted.`)
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '')

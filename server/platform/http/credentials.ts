import type { FastifyRequest } from 'fastify'

/** The token of a program. */
export const bearerTokenOf = ({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined =>
  /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1]

/** What a request carries to say whose it is. */
export interface Credentials {
  readonly sessionToken: string | undefined
  readonly bearerToken: string | undefined
}

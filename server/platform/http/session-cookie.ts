import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SessionCookie } from './handle.ts'

const cookieName = 'bellwether_session'

export const sessionCookieOf = (request: FastifyRequest): string | undefined => request.cookies[cookieName]

export function sessionCookie(request: FastifyRequest, reply: FastifyReply): SessionCookie {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const
  return {
    token: sessionCookieOf(request),
    start: (token, expiresAt) => void reply.setCookie(cookieName, token, { ...options, expires: expiresAt }),
    end: () => void reply.clearCookie(cookieName, options),
  }
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SessionCookie } from './handle.ts'

const cookieName = 'bellwether_session'

export const sessionCookieOf = (request: FastifyRequest): string | undefined => request.cookies[cookieName]

/** Behind TLS, whoever ends it, the cookie never travels in clear. */
export function sessionCookie(request: FastifyRequest, reply: FastifyReply, baseUrl: string): SessionCookie {
  const secure = request.protocol === 'https' || baseUrl.startsWith('https:')
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  return {
    token: sessionCookieOf(request),
    start: (token, expiresAt) => void reply.setCookie(cookieName, token, { ...options, expires: expiresAt }),
    end: () => void reply.clearCookie(cookieName, options),
  }
}

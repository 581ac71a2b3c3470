import type { FastifyRequest } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { cleanText } from '../../platform/http/clean-input.ts'
import { hashToken } from '../../platform/links/secret-token.ts'
import { addressOf } from '../../platform/net/address-of.ts'
import { findSourceByKey, type SourceRow } from './alert.store.ts'

/** Keys that are none, by address: whoever guesses is stopped, whoever knows theirs never is. */
const guesses = { max: 60, windowSeconds: 60 }

/** For the doors: the source that has this key. A key that is none is one guess of its sender's. */
export async function sourceOfKey(ctx: Context, request: FastifyRequest, key: unknown): Promise<SourceRow | undefined> {
  const source = typeof key === 'string' ? await findSourceByKey(ctx, hashToken(cleanText(key))) : undefined
  if (!source) await limitGuesses(ctx, request)
  return source
}

export const limitGuesses = (ctx: Context, { ip }: FastifyRequest): Promise<void> =>
  ctx.attempts.limit({ key: `alert-key:${addressOf(ip)}`, ...guesses })

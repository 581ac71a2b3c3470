import type { FastifyRequest } from 'fastify'
import { type Context, now } from '../../platform/context.ts'
import { cleanText } from '../../platform/http/clean-input.ts'
import { hashToken } from '../../platform/links/secret-token.ts'
import { addressOf } from '../../platform/net/address-of.ts'
import { isOldKeyNoted } from '../renewed-key.ts'
import { findSourceByKey, type SourceRow, updateSource } from './alert.store.ts'

/** Keys that are none, by address: whoever guesses is stopped, whoever knows theirs never is. */
const guesses = { max: 60, windowSeconds: 60 }

/** For the doors: the source that has this key. A key that is none is one guess of its sender's. */
export async function sourceOfKey(ctx: Context, request: FastifyRequest, key: unknown): Promise<SourceRow | undefined> {
  const source = typeof key === 'string' ? await findByKey(ctx, hashToken(cleanText(key))) : undefined
  if (!source) await limitGuesses(ctx, request)
  return source
}

async function findByKey(ctx: Context, keyHash: Buffer): Promise<SourceRow | undefined> {
  const source = await findSourceByKey(ctx, keyHash)
  // Whoever renewed it sees whether all its senders were moved.
  if (source && isOldKeyNoted(ctx, source, keyHash)) await updateSource(ctx, source.id, { oldKeyUsedAt: now(ctx) })
  return source
}

export const limitGuesses = (ctx: Context, { ip }: FastifyRequest): Promise<void> =>
  ctx.attempts.limit({ key: `alert-key:${addressOf(ip)}`, ...guesses })

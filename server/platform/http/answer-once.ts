import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { idempotencyKeyReused } from '@bellwether/contract/problem.ts'
import { actorId } from '../audit/record-audit.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { Problem } from '../problem.ts'
import { claimKey, findKeptAnswer, keepAnswer } from './answer-once.store.ts'

export interface RepeatableCall {
  /** The caller's `Idempotency-Key`; undefined where none came. */
  readonly key: string | undefined
  /** Method, address and body: a key that comes back with another one is a mistake. */
  readonly fingerprint: string
  /** A streamed body is read outside of the transaction: its answer is kept when all is done. */
  readonly isStreamed: boolean
}

/**
 * Answers a write once for each key: what it does and the note that it is done are one transaction, so
 * a call whose answer was lost can be repeated and answers the same. `work` returns the answer as text.
 * Nobody's calls are not kept: whoever has not signed in has no keys of their own.
 */
export async function answerOnce(
  ctx: Context,
  { key, fingerprint, isStreamed }: RepeatableCall,
  work: (ctx: Context) => Promise<string>,
): Promise<string> {
  const caller = callerOf(ctx)
  if (key === undefined || caller === undefined) return work(ctx)
  const call = { caller, keyHash: sha256(key), fingerprint: sha256(fingerprint) }
  if (isStreamed) {
    const early = await keptAnswer(ctx, call, key)
    if (early !== undefined) return early
    const answer = await work(ctx)
    await inTransaction(ctx, async (ctx) => {
      if (await claimKey(ctx, call)) await keepAnswer(ctx, call, seal(key, answer))
    })
    return answer
  }
  return inTransaction(ctx, async (ctx) => {
    if (!(await claimKey(ctx, call))) return (await keptAnswer(ctx, call, key)) ?? work(ctx)
    const answer = await work(ctx)
    await keepAnswer(ctx, call, seal(key, answer))
    return answer
  })
}

async function keptAnswer(
  ctx: Context,
  call: { caller: string; keyHash: Buffer; fingerprint: Buffer },
  key: string,
): Promise<string | undefined> {
  const kept = await findKeptAnswer(ctx, call)
  if (!kept?.answer) return undefined
  if (!kept.fingerprint.equals(call.fingerprint)) throw new Problem(idempotencyKeyReused)
  return open(key, kept.answer)
}

function callerOf({ actor }: Context): string | undefined {
  const id = actorId(actor)
  return id === null ? undefined : `${actor.kind}:${id}`
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

const nonceBytes = 12
const tagBytes = 16
const cipherKey = (key: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', 'idempotent answer', 32))

/** Some answers show a secret once (a new token): without the caller's key nobody can read what is kept. */
function seal(key: string, answer: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', cipherKey(key), nonce)
  const sealed = Buffer.concat([cipher.update(answer, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

function open(key: string, kept: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', cipherKey(key), kept.subarray(0, nonceBytes))
  decipher.setAuthTag(kept.subarray(nonceBytes, nonceBytes + tagBytes))
  return decipher.update(kept.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
}

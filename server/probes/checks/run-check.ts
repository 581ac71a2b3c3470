import type { Check, Outcome } from '@bellwether/contract/probes.ts'
import { cleanText } from '../../platform/http/clean-input.ts'
import { reasonOf } from '../../platform/net/reason-of.ts'
import { checkDns } from './check-dns.ts'
import { checkHttp, type Seen } from './check-http.ts'
import { checkTcp } from './check-tcp.ts'
import { NotAsExpected, type Reach } from './reach.ts'

/** A name server may answer with anything, at any length. */
const errorMax = 500

/** Looks once. Whatever is wrong is how it ended: this throws nothing. */
export async function runCheck(check: Check, timeoutSeconds: number, reach: Reach): Promise<Outcome> {
  const milliseconds = timeoutSeconds * 1000
  const seen: Seen = { statusCode: null, certificate: null }
  // Not `AbortSignal.any`: a signal that lives as long as the process remembers each that was made of it.
  const giving = new AbortController()
  const giveUp = (): void => giving.abort(new DOMException('', 'TimeoutError'))
  const timer = setTimeout(giveUp, milliseconds)
  reach.stopping.addEventListener('abort', giveUp)
  const begun = performance.now()
  const trouble = await troubleOf(look(check, reach, giving.signal, seen), giving.signal, milliseconds)
  clearTimeout(timer)
  reach.stopping.removeEventListener('abort', giveUp)
  const error = trouble === null ? null : cleanText(trouble).slice(0, errorMax)
  return { error, durationMs: Math.round((performance.now() - begun) * 10) / 10, ...seen }
}

function look(check: Check, reach: Reach, signal: AbortSignal, seen: Seen): Promise<void> {
  if (check.kind === 'http') return checkHttp(check, reach, signal, seen)
  return check.kind === 'tcp' ? checkTcp(check, reach, signal) : checkDns(check, reach, signal)
}

async function troubleOf(looking: Promise<void>, signal: AbortSignal, milliseconds: number): Promise<string | null> {
  try {
    await looking
    return null
  } catch (error) {
    if (error instanceof NotAsExpected) return error.message
    // By whatever an answer that comes no more is cut off.
    return reasonOf(signal.aborted ? (signal.reason as Error) : rootOf(error), milliseconds)
  }
}

/** Where several addresses of a name were tried, the last that failed says why. */
const rootOf = (error: unknown): NodeJS.ErrnoException =>
  error instanceof AggregateError ? (error.errors.at(-1) as NodeJS.ErrnoException) : (error as NodeJS.ErrnoException)

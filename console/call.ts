import type { ProblemDetails } from '@bellwether/contract/problem.ts'
import type { AnswerOf, AnyRoute, CallInput } from '@bellwether/contract/route.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { t, translated } from './ui/words.ts'

/** What the server refused, as it said it. Switch on `type`, never on text. */
export class ProblemError extends Error {
  readonly problem: ProblemDetails

  constructor(problem: ProblemDetails) {
    super(problem.title)
    this.problem = problem
  }

  get type(): string {
    return this.problem.type
  }
}

/** No answer came: what was asked may be done all the same. */
export class Unanswered extends ProblemError {
  /** By which the server knows that the same is asked again. */
  readonly key: string

  constructor(problem: ProblemDetails, key: string) {
    super(problem)
    this.key = key
  }
}

/** A route without required parts may be called without input. */
export type CallArguments<R> = object extends CallInput<R> ? [input?: CallInput<R>] : [input: CallInput<R>]

const againMs = 400

export interface CallParts {
  params?: unknown
  query?: unknown
  body?: unknown
}

export const call = <R extends AnyRoute>(route: R, ...[input]: CallArguments<R>): Promise<AnswerOf<R>> =>
  callAs(newKey(), route, (input ?? {}) as CallParts)

/** What a balancer says whose server is away. */
const isAway = (status: number): boolean => status >= 502 && status <= 504

/** With the key of a call whose answer never came: what was done then is not done again, and is answered. */
export async function callAs<R extends AnyRoute>(
  key: string,
  route: R,
  parts: CallParts,
  signal?: AbortSignal,
): Promise<AnswerOf<R>> {
  const answer = await send(route, parts, { key, signal })
  const text = await answer.text()
  if (answer.ok) return JSON.parse(text) as AnswerOf<R>
  const problem = problemOf(text, answer.status)
  if (problem.type === unreachable.type) throw new Unanswered(problem, key)
  throw new ProblemError(problem)
}

interface Sending {
  readonly key: string
  /** Nobody means it any more. */
  readonly signal?: AbortSignal | undefined
}

/**
 * A write carries a key of its own. When no answer comes back it may have been done all the same: it is
 * sent once more with the same key, and the server answers what it answered.
 */
async function send(route: AnyRoute, parts: CallParts, { key, signal }: Sending): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (route.method !== 'GET') headers['idempotency-key'] = key
  const init: RequestInit = { method: route.method, headers, credentials: 'same-origin', signal: signal ?? null }
  if (route.body !== undefined) {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(parts.body ?? {})
  }
  const url = urlOf(route, parts)
  try {
    return await fetch(url, init).catch(async () => {
      await new Promise((resolve) => setTimeout(resolve, againMs))
      return fetch(url, init)
    })
  } catch {
    signal?.throwIfAborted()
    throw new Unanswered(unreachable, key)
  }
}

export const unreachable: ProblemDetails = {
  type: '/problems/unreachable',
  title: t`The server cannot be reached`,
  status: 0,
  detail: t`Check the connection, then try again. Nothing you wrote is lost.`,
}

/** `crypto.randomUUID` is missing where the console is opened by http from another machine. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Whatever of it is a fixed sentence is said in the language of the reader. */
const spoken = (problem: ProblemDetails): ProblemDetails => ({
  ...problem,
  title: translated(problem.title),
  ...(problem.detail !== undefined && { detail: translated(problem.detail) }),
  ...(problem.remedy !== undefined && { remedy: translated(problem.remedy) }),
  ...(problem.errors !== undefined && {
    errors: problem.errors.map(({ pointer, detail }) => ({ pointer, detail: translated(detail) })),
  }),
})

/** What the text of a refusal says. */
export function problemOf(text: string, status: number): ProblemDetails {
  try {
    const parsed = JSON.parse(text) as Partial<ProblemDetails>
    if (typeof parsed.type === 'string' && typeof parsed.title === 'string') return spoken(parsed as ProblemDetails)
  } catch {
    // Not JSON: a proxy or a starting server answered.
  }
  return {
    type: isAway(status) ? unreachable.type : '/problems/unavailable',
    title: t`The server gave no proper answer`,
    status,
  }
}

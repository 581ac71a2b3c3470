import { randomUUID } from 'node:crypto'
import type { AnswerOf, AnyRoute, CallInput } from '@bellwether/contract/route.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { type ProblemDetails, problemType } from '@bellwether/contract/problem.ts'

export interface Refused {
  readonly status: number
  readonly problem: ProblemDetails
}

/** Calls the server as one person would: through the contract, with a cookie jar or a token of its own. */
export interface Caller {
  id: string
  /** The answer; throws with the problem's text when the call is refused. */
  call<R extends AnyRoute>(route: R, input: CallInput<R>): Promise<AnswerOf<R>>
  /** The refusal; throws when the call succeeds. */
  refused<R extends AnyRoute>(route: R, input: CallInput<R>): Promise<Refused>
  /** Somebody else: no cookies. */
  fresh(): Caller
  raw(path: string, init?: RequestInit): Promise<Response>
}

export function callerFor(url: () => string, token?: string): Caller {
  const jar = { cookie: '' }
  const raw = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (jar.cookie) headers.set('cookie', jar.cookie)
    if (token) headers.set('authorization', `Bearer ${token}`)
    const response = await fetch(`${url()}${path}`, { ...init, headers })
    const set = response.headers.getSetCookie()[0]
    if (set) jar.cookie = set.split(';')[0] ?? ''
    return response
  }
  const send = (route: AnyRoute, input: { params?: unknown; query?: unknown; body?: unknown }): Promise<Response> => {
    // As the console does: a write has a key, and what it does and its answer are kept together.
    const key = route.method === 'GET' ? {} : { 'idempotency-key': randomUUID() }
    const type = input.body === undefined ? {} : { 'content-type': 'application/json' }
    const body = input.body === undefined ? {} : { body: JSON.stringify(input.body) }
    return raw(urlOf(route, input), { method: route.method, headers: { ...key, ...type }, ...body })
  }
  return {
    id: '',
    raw,
    call: async (route, input) => {
      const response = await send(route, input as never)
      const answer = await declared(route, response)
      if (!response.ok)
        throw new Error(`${route.method} ${route.path} answered ${response.status}: ${JSON.stringify(answer)}`)
      return answer as never
    },
    refused: async (route, input) => {
      const response = await send(route, input as never)
      const problem = (await declared(route, response)) as ProblemDetails
      if (response.ok) throw new Error(`${route.method} ${route.path} was not refused: ${JSON.stringify(problem)}`)
      return { status: response.status, problem }
    },
    fresh: () => callerFor(url),
  }
}

/** What a response says of what went wrong; a file says nothing. */
export async function problemIn(response: Response): Promise<ProblemDetails> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return isJson ? ((await response.json()) as ProblemDetails) : { type: '', title: '', status: response.status }
}

/** The answer, checked: no test may see a status, a body or a problem that the contract does not promise. */
async function declared(route: AnyRoute, response: Response): Promise<unknown> {
  const answer: unknown = await response.json()
  const where = `${route.method} ${route.path} answered ${response.status}`
  if (response.ok) {
    if (response.status !== route.status) throw new Error(`${where}; the contract says ${route.status}`)
    route.answer.parse(answer)
    return answer
  }
  const { type, status } = answer as ProblemDetails
  const isPromised = route.problems.some((kind) => problemType(kind) === type && kind.status === response.status)
  if (!isPromised || status !== response.status) throw new Error(`${where}, which it does not declare: ${type}`)
  return answer
}

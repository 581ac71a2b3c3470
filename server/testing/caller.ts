import { type AnswerOf, type AnyRoute, type CallInput, urlOf } from '@bellwether/contract/route.ts'
import type { ProblemDetails } from '@bellwether/contract/problem.ts'

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
  /** The same person after the server moved. */
  withUrl(url: () => string): Caller
  /** Somebody else: no cookies. */
  fresh(): Caller
  raw(path: string, init?: RequestInit): Promise<Response>
}

export function callerFor(url: () => string, token?: string, jar: { cookie: string } = { cookie: '' }): Caller {
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
    const body =
      input.body === undefined
        ? {}
        : { body: JSON.stringify(input.body), headers: { 'content-type': 'application/json' } }
    return raw(urlOf(route, input), { method: route.method, ...body })
  }
  return {
    id: '',
    raw,
    call: async (route, input) => {
      const response = await send(route, input as never)
      const answer = await response.json()
      if (!response.ok)
        throw new Error(`${route.method} ${route.path} answered ${response.status}: ${JSON.stringify(answer)}`)
      return answer as never
    },
    refused: async (route, input) => {
      const response = await send(route, input as never)
      const problem = (await response.json()) as ProblemDetails
      if (response.ok) throw new Error(`${route.method} ${route.path} was not refused: ${JSON.stringify(problem)}`)
      return { status: response.status, problem }
    },
    withUrl: (next) => callerFor(next, token, jar),
    fresh: () => callerFor(url),
  }
}

import { z } from 'zod'
import {
  badInput,
  fileMissing,
  forbidden,
  idempotencyKeyReused,
  internalError,
  notFound,
  notSignedIn,
  type ProblemKind,
  tooLarge,
  tooManyRequests,
  unavailable,
} from './problem.ts'

/** Who may call: anybody, somebody who signed in (cookie or token). */
export type RouteAccess = 'open' | 'signed-in'

/** One endpoint as data: the server mounts it, the console calls it, OpenAPI is printed from it. */
export interface Route<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with `{name}` for each parameter. */
  readonly path: string
  readonly summary: string
  readonly access: RouteAccess
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** Set for bodies that are not JSON: the handler gets the request's stream. */
  readonly streamed?: { readonly contentType: string; readonly description: string }
  readonly answer: Answer
  /** Set for answers that are not JSON: the bytes of a file, which a page links to. */
  readonly file?: { readonly contentTypes: readonly string[]; readonly description: string }
  /** Its work is several transactions: the answer is not kept for who repeats the call. */
  readonly commitsItself?: boolean
  readonly status: number
  readonly problems: readonly ProblemKind[]
}

export type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType>

type RouteInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> = Omit<
  Route<P, Q, B, A>,
  'access' | 'status' | 'problems'
> &
  Partial<Pick<Route<P, Q, B, A>, 'access' | 'status' | 'problems'>>

/** Declares a route. What every route can answer (bad input, no login, 500) need not be repeated. */
export function route<
  A extends z.ZodType,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(input: RouteInput<P, Q, B, A>): Route<P, Q, B, A> {
  const access = input.access ?? 'signed-in'
  const problems = new Set([badInput, internalError, ...(input.problems ?? [])])
  if (access === 'signed-in') problems.add(notSignedIn).add(forbidden)
  // A page of another site that uses somebody's cookie is nobody.
  if (input.method !== 'GET') problems.add(notSignedIn).add(tooLarge).add(idempotencyKeyReused)
  if (isGuessable({ access, method: input.method })) problems.add(tooManyRequests)
  return { status: 200, ...input, access, problems: [...problems] }
}

type FileInput<P extends z.ZodType, Q extends z.ZodType> = Omit<
  RouteInput<P, Q, z.ZodUndefined, z.ZodNever>,
  'method' | 'body' | 'streamed' | 'answer' | 'file'
> &
  Required<Pick<AnyRoute, 'file'>>

/** Declares a route that answers with a file. It has no answer to parse: link to it with `urlOf`. */
export function fileRoute<P extends z.ZodType = z.ZodUndefined, Q extends z.ZodType = z.ZodUndefined>(
  input: FileInput<P, Q>,
): Route<P, Q, z.ZodUndefined, z.ZodNever> {
  const problems = [notFound, fileMissing, unavailable, ...(input.problems ?? [])]
  return route({ ...input, method: 'GET', answer: z.never(), problems })
}

/** Routes where somebody could try passwords or tokens one after the other: only so many calls a minute. */
export const isGuessable = (route: Pick<AnyRoute, 'access' | 'method'>): boolean =>
  route.access === 'open' && route.method === 'POST'

export type ParamsOf<R> = R extends Route<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.output<P> : never
export type QueryOf<R> = R extends Route<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.output<Q> : never
export type BodyOf<R> = R extends Route<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.output<B> : never
export type AnswerOf<R> = R extends Route<z.ZodType, z.ZodType, z.ZodType, infer A> ? z.output<A> : never

/** What a caller passes: only the parts that the route declares. */
export type CallInput<R> =
  R extends Route<infer P, infer Q, infer B, z.ZodType>
    ? (P extends z.ZodUndefined ? unknown : { params: z.input<P> }) &
        (Q extends z.ZodUndefined ? unknown : { query?: z.input<Q> }) &
        (B extends z.ZodUndefined ? unknown : { body: z.input<B> })
    : never

import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { AnyRoute, BodyOf, ParamsOf, QueryOf, Route } from '@bellwether/contract/route.ts'
import type { Context } from '../context.ts'
import type { Stored } from '../files/file-store.ts'

/** One call of a route, its parts already checked against the contract. */
export interface Call<R> {
  readonly ctx: Context
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  /** The unread request body of a streamed route. */
  readonly stream: Readable
  readonly headers: IncomingHttpHeaders
  /** Sets or clears the session cookie of the browser that called. */
  readonly session: SessionCookie
}

export interface SessionCookie {
  readonly token: string | undefined
  start(token: string, expiresAt: Date): void
  end(): void
}

/** What a handler may return: the answer, where instants may still be dates. */
export type Presented<T> = T extends string
  ? T | Date
  : T extends readonly (infer Item)[]
    ? readonly Presented<Item>[]
    : T extends object
      ? { [Key in keyof T]: Presented<T[Key]> }
      : T

type AnswerInput<R> = R extends Route<z.ZodType, z.ZodType, z.ZodType, infer A> ? Presented<z.input<A>> : never

export interface HandledRoute {
  readonly route: AnyRoute
  readonly handler: (call: Call<never>) => Promise<unknown>
}

/** A file of the content store as the answer to a call; the server sends its bytes. */
export interface StoredFile extends Stored {
  readonly fileName: string
  /** A raw mail, which says nothing of its kind in its first bytes. */
  readonly isMail?: true
}

/** A small file that was made for the answer. */
export interface MadeFile {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** An archive that is made while it is sent: nobody knows yet how long it is. */
export interface MadeArchive {
  readonly fileName: string
  readonly archive: Readable
}

export type FileAnswer = StoredFile | MadeFile | MadeArchive

/** Joins a route of the contract with the code that answers it. */
export function handle<R extends AnyRoute>(
  route: R,
  handler: (call: Call<R>) => Promise<AnswerInput<R>>,
): HandledRoute {
  return { route, handler: handler as HandledRoute['handler'] }
}

/** Joins a route of the contract that answers with a file with the code that finds the file. */
export function handleFile<P extends z.ZodType, Q extends z.ZodType>(
  route: Route<P, Q, z.ZodUndefined, z.ZodNever>,
  handler: (call: Call<Route<P, Q, z.ZodUndefined, z.ZodNever>>) => Promise<FileAnswer>,
): HandledRoute {
  return { route, handler: handler as HandledRoute['handler'] }
}

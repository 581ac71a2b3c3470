import type { AnswerOf, AnyRoute } from '@bellwether/contract/route.ts'
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import { call, type CallArguments } from './call.ts'

/** Query options of a GET route; the key is its path and input, so live changes find it by path. */
export function ask<R extends AnyRoute>(route: R, ...input: CallArguments<R>) {
  return queryOptions({
    queryKey: [route.path, input[0] ?? {}] as const,
    queryFn: (): Promise<AnswerOf<R>> => call(route, ...input),
  })
}

interface ListPage {
  nextCursor: string | null
}

/**
 * Like `ask` for a list that pages: fetches the next page with the cursor of the last one. The later pages may hold more
 * than the first, which somebody waits for.
 */
export function askPages<R extends AnyRoute>(
  route: R,
  query: Record<string, unknown>,
  params: Record<string, string> = {},
  laterLimit?: number,
) {
  return infiniteQueryOptions({
    queryKey: [route.path, { query, params, pages: true }] as const,
    queryFn: ({ pageParam }): Promise<AnswerOf<R>> => {
      const later = pageParam === null ? {} : { cursor: pageParam, ...(laterLimit && { limit: laterLimit }) }
      const input = { params, query: { ...query, ...later } }
      return call(route, ...([input] as unknown as CallArguments<R>))
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last as ListPage).nextCursor,
  })
}

/** Asks again for everything below a path, e.g. after a write or a live change. */
export function refresh(queries: QueryClient, pathPrefix: string): Promise<void> {
  return queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith(pathPrefix) })
}

import type { AnyRoute } from '@bellwether/contract/route.ts'
import { useQuery } from '@tanstack/react-query'
import type { CallArguments } from './call.ts'
import { ask } from './call.query.ts'

/** Asks for what a form begins with: what was read the last time is not shown, as saving that would undo what was saved since. */
export function useAsItIs<R extends AnyRoute>(route: R, ...input: CallArguments<R>) {
  const query = useQuery({ ...ask(route, ...input), refetchOnMount: 'always' })
  return { ...query, data: query.isFetchedAfterMount ? query.data : undefined }
}

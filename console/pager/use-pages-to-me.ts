import { listPages, type Page } from '@bellwether/contract/pager-pages.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useMay } from '../use-may.ts'
import { useMe } from './use-me.ts'

/** So many are counted; whoever has more has enough to do. */
export const pagesToMeMax = 20

const none: readonly Page[] = []

/** Pages that wait for the reader, one more than are counted at most. */
export function usePagesToMe(): readonly Page[] {
  const person = useMe() ?? ''
  const mayRead = useMay('pager.read')
  // Also asked for now and then: nobody may miss a page because a live change was missed.
  const pages = useQuery({
    ...ask(listPages, { query: { state: 'open', person, limit: pagesToMeMax + 1 } }),
    enabled: mayRead && person !== '',
    refetchInterval: 30_000,
  })
  return pages.data?.items ?? none
}

/** How many those are, in figures. */
export const countOfPages = (count: number): string => (count > pagesToMeMax ? `${pagesToMeMax}+` : String(count))

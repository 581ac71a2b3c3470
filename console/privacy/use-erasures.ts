import { type Erasure, listErasures } from '@bellwether/contract/privacy.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { askPages } from '../call.query.ts'

const watchedMilliseconds = 3000

interface ErasurePages {
  pages: readonly { items: readonly Erasure[] }[]
}

export type Erasures = ReturnType<typeof useErasures>

/** Erasures, with an address those of whoever had it; asked again while one runs. */
export const useErasures = (address: string | undefined) =>
  useInfiniteQuery({
    ...askPages(listErasures, { limit: 20, address }),
    refetchInterval: ({ state }) => isAnyRunning(state.data) && watchedMilliseconds,
  })

export const isAnyRunning = (data: ErasurePages | undefined): boolean =>
  data?.pages.some(({ items }) => items.some(({ stage }) => stage !== 'finished')) ?? false

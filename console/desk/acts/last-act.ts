import type { DoneAct } from '@bellwether/contract/desk.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'

const key = ['last-act'] as const

/** What was done last on this screen and can be undone; null where there is nothing. */
export function useLastAct(): { id: string | null; remember: (act: DoneAct | null) => void } {
  const queries = useQueryClient()
  const { data } = useQuery<string | null>({
    queryKey: key,
    queryFn: () => null,
    staleTime: Infinity,
    gcTime: Infinity,
  })
  return { id: data ?? null, remember: (act) => void queries.setQueryData(key, act?.id ?? null) }
}

import type { DoneAct } from '@bellwether/contract/desk.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'

const key = ['last-acts'] as const
/** What is longer ago nobody means by a key. */
const rememberedMs = 5 * 60_000

interface Remembered {
  readonly id: string
  readonly atMs: number
}

interface LastActs {
  /** What was done last on this screen, and not long ago; undefined where there is nothing. */
  last: () => string | undefined
  /** When anything was done last; 0 where nothing was. */
  lastAtMs: () => number
  remember: (act: DoneAct) => void
  forget: (act: Pick<DoneAct, 'id'>) => void
}

/** What was done on this screen in the last minutes, to be undone one after the other. */
export function useLastActs(): LastActs {
  const queries = useQueryClient()
  const { data = [] } = useQuery<readonly Remembered[]>({ queryKey: key, queryFn: () => [], staleTime: 'static' })
  const change = (next: (acts: readonly Remembered[]) => readonly Remembered[]): void =>
    void queries.setQueryData<readonly Remembered[]>(key, (acts = []) => next(acts))
  return {
    last: () => data.findLast(({ atMs }) => Date.now() - atMs < rememberedMs)?.id,
    lastAtMs: () => data.at(-1)?.atMs ?? 0,
    remember: ({ id }) => change((acts) => [...acts.slice(-19), { id, atMs: Date.now() }]),
    forget: ({ id }) => change((acts) => acts.filter((one) => one.id !== id)),
  }
}

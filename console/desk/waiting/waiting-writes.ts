import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CallParts } from '../../call.ts'

/** What waits on this device for the connection, as it was asked. */
export interface WaitingWrite {
  /** By which the server knows that it is the same: what it did already it does not do twice. */
  readonly key: string
  readonly personId: string
  readonly atMs: number
  readonly kind: 'act' | 'reply' | 'note'
  readonly parts: CallParts
  /** It may have been done: it was asked while there was a connection. */
  readonly hasLeft: boolean
  /** Of a reply: who was to get no copy. */
  readonly leftOut: string
  /** In words, as it is told until it is done. */
  readonly words: string
  /** Of one ticket, as far as this device knows it. */
  readonly ticket: { readonly id: string; readonly number: number } | null
  /** Why it is not done by itself; null while it waits. */
  readonly problem: string | null
}

const place = 'bellwether.waiting'
const queryKey = ['waiting-writes'] as const

/** What waits now; nothing where the storage is forbidden, or holds what this version does not know. */
export function readWaiting(): readonly WaitingWrite[] {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '[]') as WaitingWrite[]
  } catch {
    return []
  }
}

/** Says whether it is kept: only then may anybody be told so. */
export function changeWaiting(
  queries: QueryClient,
  next: (waiting: readonly WaitingWrite[]) => readonly WaitingWrite[],
): boolean {
  const waiting = next(readWaiting())
  try {
    if (waiting.length === 0) localStorage.removeItem(place)
    else localStorage.setItem(place, JSON.stringify(waiting))
  } catch {
    return false
  }
  queries.setQueryData(queryKey, waiting)
  return true
}

/** What waits, in its order; the same in each window. */
export function useWaiting(): readonly WaitingWrite[] {
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey,
    queryFn: readWaiting,
    initialData: readWaiting,
    staleTime: 'static',
    gcTime: Infinity,
  })
  useEffect(() => {
    const onStorage = ({ key }: StorageEvent): void => {
      if (key === place) queries.setQueryData(queryKey, readWaiting())
    }
    window.addEventListener('storage', onStorage)
    return () => window.removeEventListener('storage', onStorage)
  }, [queries])
  return data
}

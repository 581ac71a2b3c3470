import type { TimelineEntry } from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ask } from '../call.query.ts'

/** Shows what the reader has just said, wherever they were. */
export function useOwnNewest(entries: readonly TimelineEntry[] | undefined): void {
  const me = useQuery(ask(getMe)).data?.person
  const newest = entries?.findLast((entry) => entry.kind === 'note' || entry.kind === 'message')
  const seen = useRef<string>(undefined)
  useEffect(() => {
    if (newest === undefined || me === undefined) return
    const before = seen.current
    seen.current = newest.id
    const isOwn =
      newest.kind === 'note'
        ? newest.author?.id === me.id
        : newest.direction === 'out' && newest.author.name === me.name
    if (before !== undefined && before !== newest.id && isOwn)
      document.getElementById(`entry-${newest.id}`)?.scrollIntoView({ block: 'end', behavior: 'smooth' })
  }, [newest, me])
}

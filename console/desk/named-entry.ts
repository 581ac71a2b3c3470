import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/** Pages of a time line that are fetched for an entry that a link names; it may be gone. */
const pagesMost = 20

/**
 * Goes to the entry of a time line that the address names (`#entry-…`), once: a link from a search or a notice opens the
 * ticket there, however long ago it was.
 */
export function useNamedEntry(
  entries: readonly { id: string }[] | undefined,
  fetchEarlier: (() => void) | undefined,
): void {
  const hash = useRouterState({ select: ({ location }) => location.hash })
  const done = useRef('')
  const pages = useRef(0)
  useEffect(() => {
    const id = /^entry-(.+)$/.exec(hash)?.[1]
    if (id === undefined || entries === undefined || done.current === hash) return
    if (entries.some((entry) => entry.id === id)) {
      done.current = hash
      const element = document.getElementById(hash)
      element?.scrollIntoView({ block: 'center' })
      element?.focus({ preventScroll: true })
    } else if (fetchEarlier && pages.current < pagesMost) {
      pages.current += 1
      fetchEarlier()
    }
  }, [hash, entries, fetchEarlier])
}

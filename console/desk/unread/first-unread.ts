import type { Ticket } from '@bellwether/contract/desk.ts'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

/**
 * The first entry that the reader had not read when they came, null where there was none; it is brought into view once,
 * unless the address names another one.
 */
export function useFirstUnread({ unread }: Ticket, entries: readonly { id: string }[] | undefined): string | null {
  const [firstId] = useState(unread.firstId)
  const hash = useRouterState({ select: ({ location }) => location.hash })
  const isShown = useRef(hash !== '')
  useEffect(() => {
    if (isShown.current || firstId === null || !entries?.some(({ id }) => id === firstId)) return
    isShown.current = true
    document.getElementById(`entry-${firstId}`)?.scrollIntoView({ block: 'center' })
  }, [firstId, entries])
  return firstId
}

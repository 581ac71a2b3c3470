import { lookAtTicket, type Ticket, type TimelineEntry } from '@bellwether/contract/desk.ts'
import { useDocumentVisibility } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { useWrite } from '../../call.write.ts'

const readMs = 1500

/** Whoever has a ticket before them for a moment has read it, up to what stood there then. */
export function useRead({ id }: Ticket, entries: readonly TimelineEntry[] | undefined): void {
  const isSeen = useDocumentVisibility() === 'visible'
  const newestId = entries?.findLast(({ kind }) => kind === 'message' || kind === 'note')?.id
  const readId = useRef<string>(undefined)
  const { mutate } = useWrite(lookAtTicket, { refreshes: ['/api/desk/unread'], showsProblem: true })
  useEffect(() => {
    if (!isSeen || newestId === undefined || readId.current === newestId) return undefined
    const timer = setTimeout(() => {
      readId.current = newestId
      mutate({ params: { id }, body: { seenEntryId: newestId } })
    }, readMs)
    return () => clearTimeout(timer)
  }, [isSeen, newestId, id, mutate])
}

import { listMentions, seeMentions } from '@bellwether/contract/desk.ts'
import { useDocumentVisibility } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'

const readMs = 2000

/** Whoever has a ticket before them for a moment has looked at the notes in which they were mentioned. */
export function useSeenMentions(ticketId: string): void {
  const isSeen = useDocumentVisibility() === 'visible'
  const mentions = useQuery(ask(listMentions)).data?.items ?? []
  const isMentioned = mentions.some(({ ticket }) => ticket.id === ticketId)
  const { mutate } = useWrite(seeMentions, { refreshes: ['/api/desk/mentions'], showsProblem: true })
  useEffect(() => {
    if (!isSeen || !isMentioned) return undefined
    const timer = setTimeout(() => mutate({ params: { id: ticketId } }), readMs)
    return () => clearTimeout(timer)
  }, [isSeen, isMentioned, ticketId, mutate])
}

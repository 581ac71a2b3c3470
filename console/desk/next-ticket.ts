import { getTicket, type ListedTicket, listTickets, listTimeline } from '@bellwether/contract/desk.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ask, askPages } from '../call.query.ts'
import { showProblem } from '../call.write.ts'

const byUrgency = ask(listTickets, { query: { view: 'open', limit: 20 } })

/** Those that support must act on after this one, the nearest breach first. */
const nextOf = (items: readonly ListedTicket[], currentId: string): ListedTicket[] =>
  items.filter((ticket) => ticket.id !== currentId && ticket.waitingOn.holder === 'support')

/** Goes to the open ticket with the nearest breach that support must act on, or back to the queue. */
export function useNextTicket(currentId: string): () => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return () => {
    queries
      .fetchQuery(byUrgency)
      .then(({ items }) => {
        const [next] = nextOf(items, currentId)
        if (next === undefined) return navigate({ to: '/desk' })
        return navigate({ to: '/tickets/$number', params: { number: String(next.number) } })
      })
      .catch(showProblem)
  }
}

/** Whoever reads a ticket for so long may go on to the next one. */
const readingMs = 2000
const fetchedAhead = 3

/** Fetches the next tickets by urgency while somebody reads this one: whoever goes on waits for nothing. */
export function useNextAhead(currentId: string): void {
  const queries = useQueryClient()
  useEffect(() => {
    const ahead = async (): Promise<void> => {
      const { items } = await queries.fetchQuery(byUrgency)
      // One after the other: nobody waits for them.
      for (const { number } of nextOf(items, currentId).slice(0, fetchedAhead)) {
        const id = String(number)
        await queries.prefetchQuery(ask(getTicket, { params: { id } }))
        await queries.prefetchInfiniteQuery(askPages(listTimeline, { limit: 50 }, { id }))
      }
    }
    const timer = setTimeout(() => void ahead().catch(() => undefined), readingMs)
    return () => clearTimeout(timer)
  }, [queries, currentId])
}

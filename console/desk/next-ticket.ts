import { listTickets } from '@bellwether/contract/desk.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { showProblem } from '../call.write.ts'

/** Goes to the open ticket with the nearest breach that support must act on, or back to the queue. */
export function useNextTicket(currentId: string): () => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return () => {
    queries
      .fetchQuery(ask(listTickets, { query: { view: 'open', limit: 20 } }))
      .then(({ items }) => {
        const next = items.find((ticket) => ticket.id !== currentId && ticket.waitingOn.holder === 'support')
        if (next === undefined) return navigate({ to: '/desk' })
        return navigate({ to: '/tickets/$number', params: { number: String(next.number) } })
      })
      .catch(showProblem)
  }
}

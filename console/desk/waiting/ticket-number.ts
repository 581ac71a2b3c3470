import type { QueryClient } from '@tanstack/react-query'

interface Known {
  readonly id: string
  readonly number: number
}

/** The ticket with this id as some screen has shown it: without the server nothing else knows its number. */
export function knownTicket(queries: QueryClient, id: string): Known | null {
  for (const [, data] of queries.getQueriesData({ predicate: ({ queryKey }) => isOfTickets(queryKey[0]) })) {
    const found = ticketsIn(data).find((one) => one.id === id)
    if (found) return { id, number: found.number }
  }
  return null
}

const isOfTickets = (path: unknown): boolean => String(path).startsWith('/api/desk/tickets')

/** An answer is a ticket, a list of some, or pages of such lists. */
function ticketsIn(data: unknown): readonly Known[] {
  const { pages, items } = (data ?? {}) as { pages?: unknown[]; items?: unknown[] }
  if (pages) return pages.flatMap(ticketsIn)
  return (items ?? [data]).filter((one): one is Known => typeof (one as Known | undefined)?.number === 'number')
}

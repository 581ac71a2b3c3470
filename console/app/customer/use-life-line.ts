import { listCustomerChanges, listCustomerNotes } from '@bellwether/contract/customers.ts'
import { listTicketMoments } from '@bellwether/contract/desk.ts'
import { listReports } from '@bellwether/contract/incidents.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { askPages } from '../../call.query.ts'
import { t, translated } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { mergedDown } from './merged-pages.ts'

export interface LifeEntry {
  readonly id: string
  readonly at: string
  readonly who: string | null
  readonly what: string
  readonly to?: { readonly kind: 'ticket' | 'report'; readonly id: string; readonly label: string }
}

const limit = 20

/** Everything that happened with a customer, from each module's own list, as far down as all are known. */
export function useLifeLine(id: string) {
  const [mayDesk, mayIncidents] = [useMay('desk.read'), useMay('incidents.read')]
  const changes = useInfiniteQuery(askPages(listCustomerChanges, { limit }, { id }))
  const notes = useInfiniteQuery(askPages(listCustomerNotes, { limit }, { id }))
  const moments = useInfiniteQuery({ ...askPages(listTicketMoments, { limit }, { id }), enabled: mayDesk })
  const reports = useInfiniteQuery({ ...askPages(listReports, { limit, customerId: id }), enabled: mayIncidents })
  const queries = [changes, notes, ...(mayDesk ? [moments] : []), ...(mayIncidents ? [reports] : [])]
  const lists = [
    listOf(changes, (one) => ({ id: one.id, at: one.at, who: one.by, what: translated(one.what) })),
    listOf(notes, (one) => ({ id: one.id, at: one.at, who: one.author.name, what: t`noted: ${one.text}` })),
    ...(mayDesk ? [listOf(moments, momentOf)] : []),
    ...(mayIncidents ? [listOf(reports, reportOf)] : []),
  ]
  const more = queries.filter((query) => query.hasNextPage)
  return {
    entries: queries.some((query) => query.data === undefined) ? undefined : mergedDown(lists),
    error: queries.find((query) => query.error !== null)?.error ?? null,
    refetch: () => Promise.all(queries.map((query) => query.refetch())),
    hasNextPage: more.length > 0,
    isFetchingNextPage: queries.some((query) => query.isFetchingNextPage),
    fetchNextPage: () => Promise.all(more.map((query) => query.fetchNextPage())),
  }
}

interface Pages<T> {
  readonly data: { readonly pages: readonly { readonly items: readonly T[] }[] } | undefined
  readonly hasNextPage: boolean
}

const listOf = <T>({ data, hasNextPage }: Pages<T>, entryOf: (one: T) => LifeEntry) => ({
  items: data?.pages.flatMap((page) => page.items.map(entryOf)) ?? [],
  hasMore: hasNextPage,
})

interface Moment {
  readonly at: string
  readonly kind: 'opened' | 'resolved'
  readonly ticket: { readonly id: string; readonly number: number; readonly subject: string }
}

const momentOf = ({ at, kind, ticket }: Moment): LifeEntry => ({
  id: `${kind} ${ticket.id}`,
  at,
  who: null,
  what: kind === 'opened' ? t`Ticket opened:` : t`Ticket resolved:`,
  to: { kind: 'ticket', id: String(ticket.number), label: `#${ticket.number} ${ticket.subject}` },
})

interface Report {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly createdAt: string
}

const reportOf = ({ id, number, title, createdAt }: Report): LifeEntry => ({
  id,
  at: createdAt,
  who: null,
  what: t`Hit by what became the trouble report`,
  to: { kind: 'report', id, label: `R${number} ${title === '' ? t`Untitled report` : title}` },
})

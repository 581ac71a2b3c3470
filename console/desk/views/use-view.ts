import { listViews, type OwnView } from '@bellwether/contract/desk.ts'
import type { TicketView } from '@bellwether/contract/desk-views.ts'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { builtInViews } from './built-in-views.ts'

/** A view that everybody has, or one that somebody made. */
export type AnyView = { readonly own: null; readonly view: TicketView } | { readonly own: OwnView; readonly view: null }

const [open] = builtInViews

/** The view of this id, asked for like anything else; its data is null where there is none. */
export function useView(id: string | undefined): Pick<UseQueryResult<AnyView | null>, 'data' | 'error' | 'refetch'> {
  const builtIn = id === undefined ? open : builtInViews.find((one) => one.id === id)
  const own = useQuery({
    ...ask(listViews),
    enabled: builtIn === undefined,
    select: ({ items }): AnyView | null => {
      const found = items.find((one) => one.id === id)
      return found === undefined ? null : { own: found, view: null }
    },
  })
  return builtIn === undefined ? own : { ...own, data: { own: null, view: builtIn }, error: null }
}

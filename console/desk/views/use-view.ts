import { listViews, type OwnView } from '@bellwether/contract/desk.ts'
import { builtInViews, type TicketView } from '@bellwether/contract/desk-views.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'

/** A view that everybody has, or one that somebody made. */
export type AnyView = { readonly own: null; readonly view: TicketView } | { readonly own: OwnView; readonly view: null }

const [open] = builtInViews

/** The view of this id; undefined while it is looked for, and null where there is none. */
export function useView(id: string | undefined): AnyView | null | undefined {
  const builtIn = id === undefined ? open : builtInViews.find((one) => one.id === id)
  const views = useQuery({ ...ask(listViews), enabled: builtIn === undefined })
  if (builtIn !== undefined) return { own: null, view: builtIn }
  if (views.isPending) return undefined
  const own = views.data?.items.find((one) => one.id === id)
  return own === undefined ? null : { own, view: null }
}

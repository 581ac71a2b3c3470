export type EvidenceTab = 'classes' | 'events' | 'attributes'

/** What the evidence panel looks at; all of it is in the address. */
export interface EvidenceView {
  from: string
  to: string
  where: readonly string[]
  tab: EvidenceTab
  errors: boolean
}

const hourMs = 3_600_000

/** Hours before and after the mail, not later than now. */
export function spanAround(centreMs: number, hours: number, nowMs: number): { from: string; to: string } {
  const to = Math.max(Math.min(centreMs + hours * hourMs, nowMs), centreMs)
  return { from: new Date(centreMs - hours * hourMs).toISOString(), to: new Date(to).toISOString() }
}

export const spanBefore = (nowMs: number, hours: number): { from: string; to: string } => ({
  from: new Date(nowMs - hours * hourMs).toISOString(),
  to: new Date(nowMs).toISOString(),
})

interface ViewSearch {
  from?: string | undefined
  to?: string | undefined
  where?: string[] | undefined
  tab?: EvidenceTab | undefined
  errors?: boolean | undefined
}

/** The view that an address means, with a span where it names none. */
export const viewOf = (search: ViewSearch, span: { from: string; to: string }): EvidenceView => ({
  from: search.from ?? span.from,
  to: search.to ?? span.to,
  where: search.where ?? [],
  tab: search.tab ?? 'classes',
  errors: search.errors ?? false,
})

/** What an address must say to mean the view. */
export const searchOf = (view: EvidenceView): ViewSearch => ({
  from: view.from,
  to: view.to,
  where: view.where.length === 0 ? undefined : [...view.where],
  tab: view.tab === 'classes' ? undefined : view.tab,
  errors: view.errors ? true : undefined,
})

import { ticketOrders, type TicketOrder } from '@bellwether/contract/desk-views.ts'
import type { CustomerAnswer } from '@bellwether/contract/desk.ts'
import { handOffSplits, ticketSplits } from '@bellwether/contract/desk-figures.ts'
import { builtInViews } from '@bellwether/contract/desk-views.ts'
import type { FigureChoice } from '../desk/figures/figure-choices.tsx'
import { periods } from '../desk/figures/figure-period.ts'
import { instantIn, oneOf, textIn, textsIn } from './search-params.ts'
import type { PageFilter } from '../pager/page-filter.tsx'
import type { ShownAlerts } from '../pager/sources/shown-alerts.ts'

type Search = Record<string, unknown>

const idShape = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** A view that everybody has, or the id of one that somebody made. */
const isView = (text: string): boolean => idShape.test(text) || builtInViews.some(({ id }) => id === text)

function viewIn(search: Search): string | undefined {
  const view = textIn(search, 'view')
  return view !== undefined && isView(view) ? view : undefined
}

export const evidenceTabs = ['classes', 'events', 'attributes'] as const
export const ticketPanels = ['talk', 'evidence'] as const

export interface QueueSearch {
  view?: string | undefined
  /** What a link calls a view, and is none. */
  unknownView?: string | undefined
  /** Narrows the view; a condition as JSON. */
  where?: string | undefined
  /** In which order; that of the view where it is not said. */
  order?: TicketOrder | undefined
  search?: string | undefined
}

export const queueSearch = (search: Search): QueueSearch => ({
  view: viewIn(search),
  // The router writes what was understood into the address, and reads that again.
  unknownView: viewIn(search) ? undefined : (textIn(search, 'view') ?? textIn(search, 'unknownView')),
  where: textIn(search, 'where'),
  order: orderIn(search),
  search: textIn(search, 'search'),
})

function orderIn(search: Search): TicketOrder | undefined {
  const order = textIn(search, 'order')
  const isOrder = order?.startsWith('field:') || ticketOrders.some((one) => one === order)
  return isOrder ? (order as TicketOrder) : undefined
}

interface EvidenceSearch {
  from?: string | undefined
  to?: string | undefined
  where?: string[] | undefined
  tab?: (typeof evidenceTabs)[number] | undefined
  errors?: boolean | undefined
}

export const evidenceSearch = (search: Search): EvidenceSearch => ({
  from: instantIn(search, 'from'),
  to: instantIn(search, 'to'),
  where: textsIn(search, 'where'),
  tab: oneOf(search, 'tab', evidenceTabs),
  errors: textIn(search, 'errors') === 'true' ? true : undefined,
})

interface TicketSearch extends EvidenceSearch {
  panel?: (typeof ticketPanels)[number] | undefined
  /** The number of a ticket that was merged into this one, from which somebody came. */
  merged?: string | undefined
}

export const ticketSearch = (search: Search): TicketSearch => ({
  ...evidenceSearch(search),
  panel: oneOf(search, 'panel', ticketPanels),
  merged: /^\d{1,9}$/.test(textIn(search, 'merged') ?? '') ? textIn(search, 'merged') : undefined,
})

interface ExplanationSearch {
  from?: string | undefined
  to?: string | undefined
  ticket?: string | undefined
  signal?: string | undefined
}

export const explanationSearch = (search: Search): ExplanationSearch => ({
  from: instantIn(search, 'from'),
  to: instantIn(search, 'to'),
  ticket: textIn(search, 'ticket'),
  signal: textIn(search, 'signal'),
})

export const searchOnly = (search: Search): { search?: string | undefined } => ({ search: textIn(search, 'search') })

/** What is searched for everywhere. */
export const wordsOnly = (search: Search): { q?: string | undefined } => ({ q: textIn(search, 'q') })

/** What the settings show: whose personal data, the alerts of which source, which of these. */
export const settingsSearch = (search: Search): { address?: string | undefined } & ShownAlerts => ({
  address: textIn(search, 'address'),
  source: textIn(search, 'source'),
  alert: textIn(search, 'alert'),
})

/** Which hand-offs of a team; those that are open where it is left out. */
export const teamSearch = (search: Search): { show?: 'ended' | 'todo' | undefined } => ({
  show: oneOf(search, 'show', ['ended', 'todo'] as const),
})

/** What the link in a notice of a question opens. */
export const askedSearch = (search: Search): { do?: 'answer' | 'ask-back' | 'decline' | undefined } => ({
  do: oneOf(search, 'do', ['answer', 'ask-back', 'decline'] as const),
})

/** What a link in a mail to a customer answers by itself. */
export const customerAskSearch = (search: Search): { answer?: CustomerAnswer | undefined } => ({
  answer: oneOf(search, 'answer', ['good', 'bad', 'solved', 'not-solved'] as const),
})

/** false: also the signals that have recovered. */
export const signalSearch = (search: Search): { open?: boolean | undefined } => ({
  open: textIn(search, 'open') === 'false' ? false : undefined,
})

const alertKinds = ['threshold', 'ratio', 'burn-rate', 'new-class', 'absence'] as const

interface NewAlertRuleSearch {
  kind?: (typeof alertKinds)[number] | undefined
  where?: string[] | undefined
  errors?: boolean | undefined
}

/** With what a new alert rule begins. */
export const newAlertRuleSearch = (search: Search): NewAlertRuleSearch => ({
  kind: oneOf(search, 'kind', alertKinds),
  where: textsIn(search, 'where'),
  errors: textIn(search, 'errors') === 'true' ? true : undefined,
})

interface FiguresSearch {
  about?: 'hand-offs' | undefined
  weeks?: string | undefined
  by?: string | undefined
  team?: string | undefined
}

const lengths = periods.map(({ weeks }) => String(weeks))

/** What a link to figures says; where it is left out: tickets of twelve weeks, by week. */
export function figuresSearch(search: Search): FiguresSearch {
  const about = oneOf(search, 'about', ['hand-offs'] as const)
  const team = textIn(search, 'team') ?? ''
  return {
    about,
    weeks: oneOf(search, 'weeks', lengths),
    by: oneOf(search, 'by', about === undefined ? ticketSplits : handOffSplits),
    team: about !== undefined && idShape.test(team) ? team : undefined,
  }
}

export const choiceOfFigures = ({ about, weeks, by, team }: FiguresSearch): FigureChoice => ({
  about: about ?? 'tickets',
  weeks: periods.find((one) => String(one.weeks) === weeks)?.weeks ?? 12,
  ticketsBy: ticketSplits.find((one) => one === by) ?? 'week',
  handOffsBy: handOffSplits.find((one) => one === by) ?? 'week',
  team,
})

export function searchOfFigures({ about, weeks, ticketsBy, handOffsBy, team }: FigureChoice): FiguresSearch {
  const by = about === 'tickets' ? ticketsBy : handOffsBy
  return {
    about: about === 'tickets' ? undefined : about,
    weeks: weeks === 12 ? undefined : String(weeks),
    by: by === 'week' ? undefined : by,
    team: about === 'tickets' ? undefined : team,
  }
}

export const tokenSearch = (search: Search): { token?: string | undefined } => ({ token: textIn(search, 'token') })

export const signInSearch = (search: Search): { token?: string | undefined; next?: string | undefined } => ({
  token: textIn(search, 'token'),
  next: textIn(search, 'next'),
})

const dayShape = /^\d{4}-\d{2}-\d{2}$/

interface CalendarSearch {
  from?: string | undefined
  view?: 'week' | undefined
  rota?: string | undefined
}

/** Which weeks the calendars of rotas show, and of which rota; four from this one on and of all where it is left out. */
export function calendarSearch(search: Search): CalendarSearch {
  const [from, rota] = [textIn(search, 'from') ?? '', textIn(search, 'rota') ?? '']
  return {
    from: dayShape.test(from) && !Number.isNaN(Date.parse(from)) ? from : undefined,
    view: oneOf(search, 'view', ['week'] as const),
    rota: idShape.test(rota) ? rota : undefined,
  }
}

interface ReportSearch {
  from?: string | undefined
  to?: string | undefined
  team?: string | undefined
  by?: 'source' | 'person' | 'shift' | undefined
}

/** What a link to the paging report says; where it is left out: twelve weeks of all teams, by team. */
export function reportSearch(search: Search): ReportSearch {
  const day = (name: string): string | undefined => {
    const text = textIn(search, name) ?? ''
    return dayShape.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
  }
  return {
    from: day('from'),
    to: day('to'),
    team: textIn(search, 'team'),
    by: oneOf(search, 'by', ['source', 'person', 'shift'] as const),
  }
}

/** Which pages a link to them means; all where it says nothing. */
export function pagesSearch(search: Search): PageFilter {
  return {
    state: oneOf(search, 'state', ['open', 'acknowledged', 'resolved'] as const),
    team: textIn(search, 'team'),
    to: oneOf(search, 'to', ['me'] as const),
  }
}

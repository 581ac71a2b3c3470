import { incidentSteps, type IncidentStep, type NextAct } from '@bellwether/contract/incidents-declared.ts'
import { isOver } from '@bellwether/contract/told-text.ts'

/** What the steps of an incident follow from. */
export interface StepFacts {
  readonly declaredAt: Date
  readonly closedAt: Date | null
  readonly isDecided: boolean
  readonly reports: readonly {
    readonly id: string
    readonly number: number
    readonly state: 'draft' | 'handed-off' | 'rolling-back' | 'watching' | 'recovered' | 'told'
    readonly recoveredAt: Date | null
    /** When the team said yes to the rollback. */
    readonly acceptedAt: Date | null
    readonly tickets: number
  }[]
  readonly pages: readonly {
    readonly id: string
    readonly state: 'open' | 'acknowledged' | 'resolved'
    readonly createdAt: Date
    readonly acknowledgedAt: Date | null
  }[]
}

export interface Step {
  readonly step: IncidentStep
  readonly isReached: boolean
  /** null: not reached, or nobody wrote down when. */
  readonly at: Date | null
}

/** The first of these instants; null where none is known. */
export const earliest = (instants: readonly (Date | null)[]): Date | null =>
  instants.reduce((one, other) => (one && other ? (one < other ? one : other) : (one ?? other)), null)

/** The last of these instants; null where none is known. */
export const latest = (instants: readonly (Date | null)[]): Date | null =>
  instants.reduce((one, other) => (one && other ? (one > other ? one : other) : (one ?? other)), null)

/**
 * How far it is: found, somebody paged, somebody at it, the errors gone, everyone told who wrote in, closed. It is at
 * zero only when every report is over, and told only when whoever wrote in about one of them has heard the last word.
 */
export function stepsOf({ declaredAt, closedAt, reports, pages }: StepFacts): Step[] {
  const areOver = reports.length > 0 && reports.every(({ state }) => isOver(state))
  const areTold = areOver && reports.every(({ state, tickets }) => state === 'told' || tickets === 0)
  const begun = [...pages.map((one) => one.acknowledgedAt), ...reports.map((one) => one.acceptedAt)]
  const at: Record<IncidentStep, { isReached: boolean; at: Date | null }> = {
    found: { isReached: true, at: declaredAt },
    paged: { isReached: pages.length > 0, at: earliest(pages.map((one) => one.createdAt)) },
    mending: { isReached: begun.some((one) => one !== null), at: earliest(begun) },
    zero: { isReached: areOver, at: areOver ? latest(reports.map((one) => one.recoveredAt)) : null },
    told: { isReached: areTold, at: null },
    closed: { isReached: closedAt !== null, at: closedAt },
  }
  return incidentSteps.map((step) => ({ step, ...at[step] }))
}

/** The furthest step; what nobody did on the way, such as paging for what mended itself, is passed over. */
export const furthest = (steps: readonly Step[]): IncidentStep =>
  steps.findLast(({ isReached }) => isReached)?.step ?? 'found'

/** The one thing to do next; null when it is closed. */
export function nextOf(facts: StepFacts): NextAct | null {
  const { reports, pages } = facts
  if (facts.closedAt !== null) return null
  const untold = reports.find(({ state, tickets }) => state === 'recovered' && tickets > 0)
  if (untold) return { kind: 'tell', reportId: untold.id, number: untold.number, customers: untold.tickets }
  const open = reports.filter(({ state }) => !isOver(state))
  if (reports.length > 0 && open.length === 0) return facts.isDecided ? { kind: 'close' } : { kind: 'decide' }
  const unanswered = pages.find(({ state }) => state === 'open')
  if (unanswered) return { kind: 'answer-page', pageId: unanswered.id }
  const draft = open.find(({ state }) => state === 'draft')
  if (draft) return { kind: 'hand-off', reportId: draft.id, number: draft.number }
  return reports.length === 0 ? { kind: 'draft' } : { kind: 'watch', reportId: open[0]?.id ?? null }
}

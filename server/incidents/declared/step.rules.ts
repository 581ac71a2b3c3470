import {
  type Decision,
  incidentSteps,
  type IncidentStep,
  type NextAct,
} from '@bellwether/contract/incidents-declared.ts'
import { isOver } from '@bellwether/contract/told-text.ts'

/** What the steps of an incident follow from. */
export interface StepFacts {
  readonly declaredAt: Date
  readonly closedAt: Date | null
  readonly decision: Decision | null
  /** When the first of its signals, tickets and pages came; null: it has none. */
  readonly noticedAt: Date | null
  readonly reports: readonly {
    readonly id: string
    readonly number: number
    readonly state: 'draft' | 'handed-off' | 'rolling-back' | 'watching' | 'recovered' | 'told'
    readonly recoveredAt: Date | null
    /** When the team said yes to the rollback. */
    readonly acceptedAt: Date | null
    /** Whoever wrote in about it has heard the last word, or nobody did. */
    readonly isTold: boolean
    /** Tickets that wait for the word of this round. */
    readonly untold: number
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
export function stepsOf({ declaredAt, noticedAt, closedAt, reports, pages }: StepFacts): Step[] {
  const areOver = reports.length > 0 && reports.every(({ state }) => isOver(state))
  const areTold = areOver && reports.every(({ isTold }) => isTold)
  const endings = reports.map((one) => one.recoveredAt)
  const begun = [...pages.map((one) => one.acknowledgedAt), ...reports.map((one) => one.acceptedAt)]
  const at: Record<IncidentStep, { isReached: boolean; at: Date | null }> = {
    found: { isReached: true, at: earliest([declaredAt, noticedAt]) },
    paged: { isReached: pages.length > 0, at: earliest(pages.map((one) => one.createdAt)) },
    mending: { isReached: begun.some((one) => one !== null), at: earliest(begun) },
    // Of what is over by hand nobody knows when it was.
    zero: { isReached: areOver, at: areOver && !endings.includes(null) ? latest(endings) : null },
    told: { isReached: areTold, at: null },
    closed: { isReached: closedAt !== null, at: closedAt },
  }
  return incidentSteps.map((step) => ({ step, ...at[step] }))
}

/** The furthest step; what nobody did on the way, such as paging for what mended itself, is passed over. */
export const furthest = (steps: readonly Step[]): IncidentStep =>
  steps.findLast(({ isReached }) => isReached)?.step ?? 'found'

/** The one thing to do next; null when it is closed. */
export function nextOf({ closedAt, decision, reports, pages }: StepFacts): NextAct | null {
  if (closedAt !== null) return null
  const toTell = reports.find(({ state, untold }) => isOver(state) && untold > 0)
  if (toTell && decision !== 'nothing')
    return { kind: 'tell', reportId: toTell.id, number: toTell.number, tickets: toTell.untold }
  const open = reports.filter(({ state }) => !isOver(state))
  if (reports.length > 0 && open.length === 0) return { kind: decision === null ? 'decide' : 'close' }
  const unanswered = pages.find(({ state }) => state === 'open')
  if (unanswered) return { kind: 'answer-page', pageId: unanswered.id }
  const draft = open.find(({ state }) => state === 'draft')
  if (draft) return { kind: 'hand-off', reportId: draft.id, number: draft.number }
  return reports.length === 0 ? { kind: 'draft' } : { kind: 'watch', reportId: open[0]?.id ?? null }
}

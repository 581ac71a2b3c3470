import type { Decision, IncidentPolicy } from '@bellwether/contract/incidents-declared.ts'

/** What the next word to whoever waits follows from. */
export interface WordFacts {
  readonly declaredAt: Date
  /** Closed, or everybody heard the last word. */
  readonly isOver: boolean
  readonly decision: Decision | null
  /** How many wrote in about one of its reports. */
  readonly tickets: number
  readonly lastWordAt: Date | null
  /** When those who were told last were promised to hear again. */
  readonly promisedBy: Date | null
  readonly policy: Pick<IncidentPolicy, 'firstMinutes' | 'thenMinutes'>
}

const minuteMs = 60_000
const after = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * minuteMs)

/** When whoever wrote in hears next: as promised, else by the policy. null: nobody waits, or nobody is to be told. */
export function wordDueAt(facts: WordFacts): Date | null {
  const { declaredAt, isOver, decision, tickets, lastWordAt, promisedBy, policy } = facts
  if (isOver || decision === 'nothing' || tickets === 0) return null
  if (promisedBy !== null) return promisedBy
  return lastWordAt === null ? after(declaredAt, policy.firstMinutes) : after(lastWordAt, policy.thenMinutes)
}

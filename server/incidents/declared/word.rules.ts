import type { Decision, IncidentPolicy } from '@bellwether/contract/incidents-declared.ts'
import { earliest } from './step.rules.ts'

/** What the next word to whoever waits follows from. */
export interface WordFacts {
  readonly declaredAt: Date
  readonly decision: Decision | null
  /** Of each report about which somebody wrote who has not heard the last word. */
  readonly waiting: readonly {
    readonly lastWordAt: Date | null
    /** When those who were told last were promised to hear again. */
    readonly promisedBy: Date | null
  }[]
  readonly policy: Pick<IncidentPolicy, 'firstMinutes' | 'thenMinutes'>
}

const minuteMs = 60_000
const after = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * minuteMs)

/**
 * When whoever wrote in hears next: as promised, else by the policy. null: nobody waits, or nobody is to be told. What was
 * promised is owed whatever was decided since.
 */
export function wordDueAt({ declaredAt, decision, waiting, policy }: WordFacts): Date | null {
  return earliest(
    waiting.map(({ lastWordAt, promisedBy }) => {
      if (promisedBy !== null || decision === 'nothing') return promisedBy
      return lastWordAt === null ? after(declaredAt, policy.firstMinutes) : after(lastWordAt, policy.thenMinutes)
    }),
  )
}

import { earliest } from './step.rules.ts'

/** By what an incident could have been noticed, with the instants at which it was. */
export interface Noticed {
  readonly beganAt: Date | null
  readonly declaredAt: Date
  readonly signals: readonly Date[]
  readonly tickets: readonly Date[]
  readonly pages: readonly Date[]
}

export interface Detection {
  readonly by: 'signal' | 'ticket' | 'page' | 'declaration'
  readonly at: Date
  /** Since the first faulty request that is known; below zero where somebody noticed before evidence of it came. */
  readonly delaySeconds: number
}

/**
 * How late it was noticed: the first signal, ticket and page, and the declaration, each since the first faulty request, the
 * first to notice first. Nothing where nobody knows when it began.
 */
export function detectionsOf({ beganAt, declaredAt, signals, tickets, pages }: Noticed): Detection[] {
  if (beganAt === null) return []
  const firstOf = (by: Detection['by'], instants: readonly Date[]): Detection[] => {
    const at = earliest(instants)
    if (at === null) return []
    return [{ by, at, delaySeconds: Math.round((at.getTime() - beganAt.getTime()) / 1000) }]
  }
  return [
    ...firstOf('signal', signals),
    ...firstOf('ticket', tickets),
    ...firstOf('page', pages),
    ...firstOf('declaration', [declaredAt]),
  ].toSorted((one, other) => one.delaySeconds - other.delaySeconds)
}

/** The newest deploy of a service, as far as its reports say. */
export interface RollOutState {
  readonly startedAt: Date
  readonly hosts: number
  /** Hosts that the largest of the roll-outs before it reached; null: none is known. */
  readonly of: number | null
  readonly lastHostAt: Date | null
}

/** What was heard of so lately goes on, whatever it has reached. */
const movingMilliseconds = 30 * 60_000
/** Hosts come and go: of those that the one before had, so many may be missing. */
const wholeShare = 0.95

/**
 * Whether a roll-out is under way. Nobody reports that one is done: it is where it reached about as many hosts as the
 * roll-outs before it, and nothing was heard of it for half an hour. A canary is one that stopped long before that.
 */
export function isUnderWay({ startedAt, hosts, of, lastHostAt }: RollOutState, at: Date): boolean {
  const heardAt = Math.max(startedAt.getTime(), lastHostAt?.getTime() ?? 0)
  if (at.getTime() - heardAt < movingMilliseconds) return true
  return of !== null && hosts < of * wholeShare
}

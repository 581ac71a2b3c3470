/** What the evidence says about a watched series, up to the last instant that it knows. */
export interface WatchFacts {
  /** Newest instant for which evidence has come in. */
  readonly knownUntil: Date
  readonly lastErrorAt: Date | undefined
  readonly errorsLastMinute: number
  readonly errorsMinutesBefore: number
  /** Requests of the slice since the last error. */
  readonly requestsSinceLastError: number
  readonly startedAt: Date
  readonly zeroMinutes: number
}

export interface WatchFinding {
  readonly state: 'watching' | 'falling' | 'at-zero' | 'recovered'
  readonly zeroSince: Date | null
}

/**
 * Whether the errors are gone. Zero counts only while traffic of the same slice goes on and only as
 * far as evidence reaches: when the intake falls silent nothing has recovered.
 */
export function judgeWatch(facts: WatchFacts): WatchFinding {
  const { knownUntil, lastErrorAt, startedAt, zeroMinutes } = facts
  const zeroSince = lastErrorAt ?? startedAt
  const quietMinutes = (knownUntil.getTime() - zeroSince.getTime()) / 60_000
  if (quietMinutes < 1) {
    const isFalling = facts.errorsLastMinute * 2 < facts.errorsMinutesBefore
    return { state: isFalling ? 'falling' : 'watching', zeroSince: null }
  }
  if (facts.requestsSinceLastError === 0) return { state: 'watching', zeroSince: null }
  return { state: quietMinutes >= zeroMinutes ? 'recovered' : 'at-zero', zeroSince }
}

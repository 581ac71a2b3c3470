import { tailChance } from '../evidence/evidence.ts'

/** Requests of a slice in a stretch of time, and how many of them failed. */
export interface Traffic {
  readonly errors: number
  readonly requests: number
}

/** What the evidence says about a watched series, up to the last instant that it knows. */
export interface WatchFacts {
  /** Newest instant for which evidence has come in. */
  readonly knownUntil: Date
  readonly lastErrorAt: Date | undefined
  readonly lastMinute: Traffic
  /** The five minutes before that one. */
  readonly before: Traffic
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
    return { state: isFalling(facts) ? 'falling' : 'watching', zeroSince: null }
  }
  if (facts.requestsSinceLastError === 0) return { state: 'watching', zeroSince: null }
  return { state: quietMinutes >= zeroMinutes ? 'recovered' : 'at-zero', zeroSince }
}

/** How seldom a series that goes on as it did may be called falling. */
const chanceMax = 0.01

/** Of its requests less than half as many fail as before, and chance does not explain it. */
function isFalling({ lastMinute, before }: WatchFacts): boolean {
  if (lastMinute.errors * before.requests * 2 >= before.errors * lastMinute.requests) return false
  const [errors, requests] = [lastMinute.errors + before.errors, lastMinute.requests + before.requests]
  return tailChance(before.errors, errors, before.requests, requests) < chanceMax
}

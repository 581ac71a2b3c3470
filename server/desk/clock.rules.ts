import type { Calendar } from '@bellwether/contract/calendar.ts'
import { dueAt, type Pause } from '../platform/calendar/working-clock.ts'
import type { StoredPause } from './desk.tables.ts'

const minuteMilliseconds = 60_000

/** What a clock was started with, and when it stood still: a target in working time, or an instant as promised. */
export interface ClockFacts {
  readonly promisedAt: Date | null
  readonly calendar: Calendar | null
  readonly targetMinutes: number | null
  readonly countedFrom: Date | null
  readonly pauses: readonly StoredPause[]
}

/** When a clock is due; null while it is paused. */
export function dueOf({ promisedAt, calendar, targetMinutes, countedFrom, pauses }: ClockFacts): Date | null {
  if (promisedAt !== null) return afterPauses(promisedAt, pauses.map(pauseOf))
  if (calendar === null || targetMinutes === null || countedFrom === null)
    throw new Error('a clock has a target or a promise')
  return dueAt({ calendar, startedAt: countedFrom, targetMinutes, pauses: pauses.map(pauseOf) })
}

/** An instant moves on by what stood still before it; what is late by then stays late. */
function afterPauses(promisedAt: Date, pauses: readonly Pause[]): Date | null {
  let due = promisedAt.getTime()
  for (const { from, until } of pauses) {
    if (from.getTime() >= due) break
    if (until === null) return null
    due += Math.max(0, until.getTime() - from.getTime())
  }
  return new Date(due)
}

const pauseOf = ({ from, until }: StoredPause): Pause => ({
  from: new Date(from),
  until: until === null ? null : new Date(until),
})

/** Whether the first is due later than the second; what is paused is due last of all. */
const isLater = (one: Date | null, other: Date | null): boolean =>
  other !== null && (one === null || one.getTime() > other.getTime())

/**
 * Whether a clock takes another target with the pauses that it has: when it is due sooner by that. While it is
 * paused either is due in no time to come, and it takes it.
 */
export function isHastenedBy(clock: ClockFacts, target: Omit<ClockFacts, 'promisedAt' | 'pauses'>): boolean {
  const due = dueOf(clock)
  return due === null || isLater(due, dueOf({ ...target, promisedAt: null, pauses: clock.pauses }))
}

interface Running {
  readonly startedAt: Date
  readonly dueAt: Date | null
  readonly breachedAt: Date | null
}

const earliest = (dates: readonly Date[]): Date => dates.reduce((first, one) => (one < first ? one : first))

/**
 * One clock of several that run for the customer: they wait since the earlier start, the first breach stays,
 * and the target is that of the clock which is due first.
 */
export function mergedClock<Clock extends Running>(running: readonly [Clock, ...Clock[]]) {
  const breaches = running.flatMap(({ breachedAt }) => breachedAt ?? [])
  return {
    startedAt: earliest(running.map((one) => one.startedAt)),
    breachedAt: breaches.length === 0 ? null : earliest(breaches),
    targetOf: running.reduce((first, one) => (isLater(first.dueAt, one.dueAt) ? one : first)),
  }
}

/** The pauses of a clock that stands still from then on; one that is paused stays as it is. */
export function paused(pauses: readonly StoredPause[], at: Date): readonly StoredPause[] {
  if (pauses.some(({ until }) => until === null)) return pauses
  return [...pauses, { from: at.toISOString(), until: null }]
}

/** The pauses of a clock that runs on from then; one that runs stays as it is. */
export function resumed(pauses: readonly StoredPause[], at: Date): readonly StoredPause[] {
  if (pauses.every(({ until }) => until !== null)) return pauses
  return pauses.map(({ from, until }) => ({ from, until: until ?? at.toISOString() }))
}

/** A quarter of the time to the answer, but at least 5 minutes and at most an hour. */
export function acknowledgeDueAt(askedAt: Date, answerDueAt: Date): Date {
  const quarter = (answerDueAt.getTime() - askedAt.getTime()) / 4
  const allowed = Math.min(Math.max(quarter, 5 * minuteMilliseconds), 60 * minuteMilliseconds)
  return new Date(Math.min(askedAt.getTime() + allowed, answerDueAt.getTime()))
}

import type { Calendar } from '@bellwether/contract/calendar.ts'
import { addWorkingTime, workingMilliseconds } from './calendar.ts'
import { minuteMilliseconds } from './timetable.ts'

/** A promise in working time. What it says is computed from what happened each time and never edited. */
export interface WorkingClock {
  readonly calendar: Calendar
  readonly startedAt: Date
  readonly targetMinutes: number
  /** In any order; they may overlap. */
  readonly pauses: readonly Pause[]
}

/** Half open; null until somebody ends it. */
export interface Pause {
  readonly from: Date
  readonly until: Date | null
}

/**
 * When the target is reached if no other pause comes; null while a pause lasts that began before. A pause
 * that begins when the target is reached, or later, changes nothing: late stays late.
 */
export function dueAt(clock: WorkingClock): Date | null {
  let left = Math.round(clock.targetMinutes * minuteMilliseconds)
  for (const { from, until } of runsOf(clock)) {
    const worked = until === null ? Infinity : workingMilliseconds(clock.calendar, from, until)
    if (worked < left) left -= worked
    else return addWorkingTime(clock.calendar, from, left / minuteMilliseconds)
  }
  return null
}

/** What the clock has counted by then, also beyond its target. */
export function workedMinutes(clock: WorkingClock, at: Date): number {
  const worked = runsOf(clock).map(({ from, until }) =>
    workingMilliseconds(clock.calendar, from, until !== null && until < at ? until : at),
  )
  return worked.reduce((sum, milliseconds) => sum + milliseconds, 0) / minuteMilliseconds
}

/**
 * The times between the pauses. A pause that ends before it begins is none; a time that does so, where
 * pauses overlap, is one in which nothing is worked.
 */
function runsOf({ startedAt, pauses }: WorkingClock): Pause[] {
  const runs: Pause[] = []
  let from = startedAt
  for (const pause of pauses.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    if (pause.until !== null && pause.until <= pause.from) continue
    runs.push({ from, until: pause.from })
    if (pause.until === null) return runs
    if (pause.until > from) from = pause.until
  }
  return [...runs, { from, until: null }]
}

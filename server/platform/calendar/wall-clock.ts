import { Temporal } from 'temporal-polyfill'
import { dayMilliseconds } from './timetable.ts'

/** A stretch of time between two changes of the clocks of a zone. Instants are milliseconds. */
export interface Stretch {
  readonly startsAt: number
  readonly endsAt: number
  /** What the clock shows at the start, as a timetable counts it. */
  readonly wall: number
  /** The clocks went back to what they had shown: `wall` is how far they had come, and stands still. */
  readonly isRepeat: boolean
}

/** The time from one instant to another in stretches in which the wall clock runs as evenly as time does. */
export function* stretchesBetween(timeZone: string, from: number, until: number): Generator<Stretch> {
  // Clocks never go back by more than a day: whoever looks from a day before sees them do it.
  let clock: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(
    from - dayMilliseconds,
  ).toZonedDateTimeISO(timeZone)
  let shown = -Infinity
  while (clock !== null && clock.epochMilliseconds < until) {
    const offset = clock.offsetNanoseconds / 1_000_000
    const next: Temporal.ZonedDateTime | null = clock.getTimeZoneTransition('next')
    const endsAt = Math.min(next?.epochMilliseconds ?? until, until)
    const startsAt = Math.max(clock.epochMilliseconds, from)
    const advancesAt = Math.min(Math.max(shown - offset, startsAt), endsAt)
    if (startsAt < advancesAt) yield { startsAt, endsAt: advancesAt, wall: shown, isRepeat: true }
    if (advancesAt < endsAt) yield { startsAt: advancesAt, endsAt, wall: advancesAt + offset, isRepeat: false }
    shown = Math.max(shown, endsAt + offset)
    clock = next
  }
}

import { type Recurrence, weekdays } from '@bellwether/contract/recurrence.ts'
import { Temporal } from 'temporal-polyfill'

/** From one time to the next there are 366 days at most, and as many from the start of one to its first. */
const daysLookedAhead = 800

/**
 * The first time after an instant. A time that the clocks skip comes as much later as they skip, and one that they repeat comes
 * the first time only; a month that is shorter has it on its last day.
 */
export function nextOccurrence(recurrence: Recurrence, after: Date): Date {
  const starts = Temporal.PlainDate.from(recurrence.startsOn)
  const today = Temporal.Instant.fromEpochMilliseconds(after.getTime())
    .toZonedDateTimeISO(recurrence.timeZone)
    .toPlainDate()
  let day = Temporal.PlainDate.compare(today, starts) < 0 ? starts : today
  for (let looked = 0; looked < daysLookedAhead; looked += 1, day = day.add({ days: 1 })) {
    if (!isDay(recurrence, starts, day)) continue
    const at = day.toZonedDateTime({ timeZone: recurrence.timeZone, plainTime: recurrence.at }).epochMilliseconds
    if (at > after.getTime()) return new Date(at)
  }
  throw new Error(`nothing recurs within ${daysLookedAhead} days: ${JSON.stringify(recurrence)}`)
}

function isDay(recurrence: Recurrence, starts: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  const { unit, every } = recurrence
  if (unit === 'day') return starts.until(day).days % every === 0
  if (unit === 'week') {
    const weeks = mondayOf(starts).until(mondayOf(day)).days / 7
    return weeks % every === 0 && recurrence.on.some((one) => weekdays.indexOf(one) + 1 === day.dayOfWeek)
  }
  const months = (day.year - starts.year) * 12 + day.month - starts.month
  return months % every === 0 && day.day === Math.min(recurrence.on, day.daysInMonth)
}

const mondayOf = (day: Temporal.PlainDate): Temporal.PlainDate => day.subtract({ days: day.dayOfWeek - 1 })

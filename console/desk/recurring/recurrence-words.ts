import { type Recurrence, type Weekday, weekdays } from '@bellwether/contract/recurrence.ts'

/** As people read it. */
export const weekdayNames: Readonly<Record<Weekday, string>> = {
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
}

const workdays: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']

/** “every 2 weeks on Monday and Friday at 09:00 (Europe/London)” */
export const recurrenceWords = (recurrence: Recurrence): string =>
  `${daysOf(recurrence)} at ${recurrence.at} (${recurrence.timeZone})`

function daysOf(recurrence: Recurrence): string {
  const { every, unit } = recurrence
  if (unit === 'week' && every === 1 && isEach(recurrence.on, workdays)) return 'every working day'
  const rhythm = every === 1 ? `every ${unit}` : `every ${every} ${unit}s`
  if (unit === 'day') return rhythm
  if (unit === 'week') return `${rhythm} on ${daysInWords(recurrence.on)}`
  return `${rhythm} on ${recurrence.on === 31 ? 'the last day' : `day ${recurrence.on}`}`
}

const isEach = (some: readonly Weekday[], all: readonly Weekday[]): boolean =>
  new Set(some).symmetricDifference(new Set(all)).size === 0

function daysInWords(on: readonly Weekday[]): string {
  const names = weekdays.filter((day) => on.includes(day)).map((day) => weekdayNames[day])
  return new Intl.ListFormat('en').format(names)
}

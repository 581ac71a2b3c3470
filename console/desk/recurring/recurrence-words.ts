import { type Recurrence, type Weekday, weekdays } from '@bellwether/contract/recurrence.ts'
import { weekdayName } from '../hours-words.ts'
import { spokenLocale, t } from '../../ui/words.ts'

const workdays: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']

/** “every 2 weeks on Monday and Friday at 09:00 (Europe/London)” */
export const recurrenceWords = (recurrence: Recurrence): string =>
  t`${daysOf(recurrence)} at ${recurrence.at} (${recurrence.timeZone})`

const once: Readonly<Record<Recurrence['unit'], string>> = {
  day: t`every day`,
  week: t`every week`,
  month: t`every month`,
}
const several: Readonly<Record<Recurrence['unit'], (count: number) => string>> = {
  day: (count) => t`every ${count} days`,
  week: (count) => t`every ${count} weeks`,
  month: (count) => t`every ${count} months`,
}

function daysOf(recurrence: Recurrence): string {
  const { every, unit } = recurrence
  if (unit === 'week' && every === 1 && isEach(recurrence.on, workdays)) return t`every working day`
  const rhythm = every === 1 ? once[unit] : several[unit](every)
  if (unit === 'day') return rhythm
  if (unit === 'week') return t`${rhythm} on ${daysInWords(recurrence.on)}`
  return recurrence.on === 31 ? t`${rhythm} on the last day` : t`${rhythm} on day ${recurrence.on}`
}

const isEach = (some: readonly Weekday[], all: readonly Weekday[]): boolean =>
  new Set(some).symmetricDifference(new Set(all)).size === 0

function daysInWords(on: readonly Weekday[]): string {
  const names = weekdays.filter((day) => on.includes(day)).map(weekdayName)
  return new Intl.ListFormat(spokenLocale()).format(names)
}

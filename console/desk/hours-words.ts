import { Calendar } from '@bellwether/contract/calendar.ts'
import { type Weekday, weekdays } from '@bellwether/contract/recurrence.ts'
import { plural } from '../ui/figures.ts'
import { t, translated } from '../ui/words.ts'

type Spans = Calendar['hours'][Weekday]

const weekdayNames: Readonly<Record<Weekday, string>> = {
  monday: t`Monday`,
  tuesday: t`Tuesday`,
  wednesday: t`Wednesday`,
  thursday: t`Thursday`,
  friday: t`Friday`,
  saturday: t`Saturday`,
  sunday: t`Sunday`,
}

export const weekdayName = (day: Weekday): string => weekdayNames[day]

/** 90 minutes are "1 hour 30 minutes". */
export function minutesInWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return plural(rest, 'minute')
  return rest === 0 ? plural(hours, 'hour') : `${plural(hours, 'hour')} ${plural(rest, 'minute')}`
}

/** As it is typed: "09:00-12:00, 13:00-17:00". */
export const spansText = (spans: Spans): string => spans.map(({ from, until }) => `${from}-${until}`).join(', ')

const spansOf = (text: string) =>
  text.trim() === ''
    ? []
    : text.split(',').map((span) => {
        const [from = '', until = ''] = span.split(/[-–]/).map((time) => time.trim())
        return { from, until }
      })

const spansInWords = (spans: Spans): string =>
  spansText(spans) === '00:00-24:00' ? t`all day` : spansText(spans).replaceAll('-', '–')

/** Days that follow each other with the same hours are said together: "Monday to Friday 09:00–17:00". */
export function hoursInWords({ hours }: Calendar): string[] {
  const runs: { first: Weekday; last: Weekday; words: string }[] = []
  for (const [position, day] of weekdays.entries()) {
    const words = spansInWords(hours[day])
    const before = runs.at(-1)
    if (words === '') continue
    if (before?.words === words && before.last === weekdays[position - 1]) before.last = day
    else runs.push({ first: day, last: day, words })
  }
  return runs.map(({ first, last, words }) => {
    if (first === 'monday' && last === 'sunday') return t`Every day ${words}`
    return first === last ? `${weekdayName(first)} ${words}` : t`${weekdayName(first)} to ${weekdayName(last)} ${words}`
  })
}

/** A calendar as it is typed. */
export type CalendarText = Readonly<Record<Weekday | 'timeZone' | 'holidays', string>>

export const calendarText = ({ timeZone, hours, holidays }: Calendar): CalendarText => ({
  timeZone,
  ...textOfDays((day) => spansText(hours[day])),
  holidays: holidays.map(({ on, name }) => `${on} ${name}`).join('\n'),
})

const textOfDays = (of: (day: Weekday) => string) =>
  Object.fromEntries(weekdays.map((day) => [day, of(day)])) as Record<Weekday, string>

/** What a new calendar begins with. */
export const officeText = (timeZone: string): CalendarText => ({
  timeZone,
  ...textOfDays((day) => (day.startsWith('s') ? '' : '09:00-17:00')),
  holidays: '',
})

type Read = { calendar: Calendar } | { errors: Record<string, string> }

/** Reads what was typed, by the rules of the contract; errors by the field in which they are. */
export function readCalendar(text: CalendarText): Read {
  const lines = text.holidays.split('\n').filter((line) => line.trim() !== '')
  const read = Calendar.safeParse({
    timeZone: text.timeZone,
    hours: Object.fromEntries(weekdays.map((day) => [day, spansOf(text[day])])),
    holidays: lines.map((line) => {
      const [on = '', ...name] = line.trim().split(/\s+/)
      return { on, name: name.join(' ') }
    }),
  })
  if (read.success) return { calendar: read.data }
  const errors: Record<string, string> = {}
  for (const issue of read.error.issues) {
    const [part, at] = issue.path
    const field = part === 'hours' ? String(at ?? 'monday') : String(part)
    const line = part === 'holidays' ? lines[Number(at)] : undefined
    errors[field] ??= line === undefined ? hoursAdvice(issue) : `“${line.trim()}”: ${holidayAdvice(issue)}`
  }
  return { errors }
}

/** A day is one field here, in which a time alone says nothing. */
const hoursAdvice = ({ code, path, message }: { code?: string; path: readonly unknown[]; message: string }): string =>
  path[0] === 'hours' && code === 'invalid_format'
    ? t`Write times such as 09:00-12:00, 13:00-17:00.`
    : translated(message)

function holidayAdvice({ code, path, message }: { code?: string; path: readonly unknown[]; message: string }): string {
  if (code === 'custom') return translated(message)
  return path[2] === 'name' ? t`Write a name after the day.` : t`Begin with the day, such as 2026-12-25.`
}

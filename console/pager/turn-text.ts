import { rotaWeekdays, type RotaLayer, type RotaWindow } from '@bellwether/contract/pager.ts'
import { plural } from '../ui/figures.ts'
import { spokenLocale, t } from '../ui/words.ts'

/** "Turns of 1 week, handing over at 09:00 Europe/London". */
export function turnText({ turn, handOverTime, timeZone }: RotaLayer): string {
  return t`Turns of ${lengthText(turn)}, handing over at ${handOverTime} ${timeZone}`
}

function lengthText({ every, unit }: RotaLayer['turn']): string {
  switch (unit) {
    case 'hour':
      return plural(every, 'hour')
    case 'day':
      return plural(every, 'day')
    case 'week':
      return plural(every, 'week')
    case 'month':
      return plural(every, 'month')
  }
}

const list = new Intl.ListFormat(spokenLocale(), { type: 'conjunction' })

/** "Mon to Fri 09:00–17:00"; nothing of what is around the clock. */
export const hoursText = (hours: readonly RotaWindow[]): string => list.format(hours.map(windowText))

function windowText({ days, from, until, daysLater }: RotaWindow): string {
  if (days.length === 7 && daysLater <= 1) return t`Every day ${`${from}–${until}`}`
  const places = days.map((day) => rotaWeekdays.indexOf(day))
  const [first, last] = [Math.min(...places), Math.max(...places)]
  const isRow = places.length > 2 && last - first + 1 === places.length
  const named = isRow ? t`${weekday(first)} to ${weekday(last)}` : list.format(places.map(weekday))
  if (daysLater > 1) return t`${named} ${from} until ${weekday((last + daysLater) % 7)} ${until}`
  return `${named} ${from}–${until}`
}

const weekday = (place: number): string =>
  new Intl.DateTimeFormat(spokenLocale(), { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 5 + place))

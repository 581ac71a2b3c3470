import { plural } from '../ui/figures.ts'
import { spanOf } from '../ui/instants.ts'

const hourMinutes = 60

/** Of a snooze: in hours where these are whole, in hours and minutes where it is long. */
export function lengthOf(minutes: number): string {
  if (minutes % hourMinutes === 0) return plural(minutes / hourMinutes, 'hour')
  return minutes < hourMinutes ? plural(minutes, 'minute') : spanOf(minutes * 60_000)
}

import { plural } from '../ui/figures.ts'

const hourMinutes = 60

/** Of a snooze: in hours where these are whole. */
export const lengthOf = (minutes: number): string =>
  minutes % hourMinutes === 0 ? plural(minutes / hourMinutes, 'hour') : plural(minutes, 'minute')

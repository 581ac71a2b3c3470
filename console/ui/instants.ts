import { spokenLocale, t } from './words.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const formats = new Map<string, Intl.DateTimeFormat>()

function format(
  zone: string,
  shape: string,
  options: Intl.DateTimeFormatOptions,
  locale = spokenLocale(),
): Intl.DateTimeFormat {
  const key = `${zone} ${shape} ${locale}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options })
  formats.set(key, made)
  return made
}

export type InstantInput = string | number | Date

const asDate = (at: InstantInput): Date => (at instanceof Date ? at : new Date(at))

/** 14:02 */
export const minuteOf = (at: InstantInput, zone: string, locale?: string): string =>
  format(zone, 'minute', { hour: '2-digit', minute: '2-digit' }, locale).format(asDate(at))

/** 14:02 in the digits of every machine, to reckon with. */
const plainMinuteOf = (at: InstantInput, zone: string): string => minuteOf(at, zone, 'en-GB')

/** 14:02:09 */
export const secondOf = (at: InstantInput, zone: string): string =>
  format(zone, 'second', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(asDate(at))

/** Fri 20 Nov */
export const dayOf = (at: InstantInput, zone: string): string =>
  format(zone, 'day', { weekday: 'short', day: 'numeric', month: 'short' }).format(asDate(at)).replace(',', '')

/** Fri 20 */
export const shortDayOf = (at: InstantInput, zone: string): string =>
  format(zone, 'short day', { weekday: 'short', day: 'numeric' }).format(asDate(at)).replace(',', '')

/** Fri 20 Nov 2026, 14:02:09 (Europe/London) */
export const fullOf = (at: InstantInput, zone: string): string =>
  `${dayOf(at, zone)} ${format(zone, 'year', { year: 'numeric' }).format(asDate(at))}, ${secondOf(at, zone)} (${zone})`

/** The time alone on the same day, with the day before or after. */
export function shortOf(at: InstantInput, now: InstantInput, zone: string): string {
  const minute = minuteOf(at, zone)
  return dayOf(at, zone) === dayOf(now, zone) ? minute : `${dayOf(at, zone)}, ${minute}`
}

/** A length of time in its two largest parts: 2 h 05 min. */
export function spanOf(ms: number): string {
  const span = Math.abs(ms)
  if (span < minuteMs) return t`${Math.floor(span / 1000)} s`
  if (span < hourMs) return t`${Math.floor(span / minuteMs)} min`
  if (span < dayMs)
    return t`${Math.floor(span / hourMs)} h ${String(Math.floor((span % hourMs) / minuteMs)).padStart(2, '0')} min`
  const hours = Math.floor((span % dayMs) / hourMs)
  return hours === 0 ? t`${Math.floor(span / dayMs)} d` : t`${Math.floor(span / dayMs)} d ${hours} h`
}

/** 5 min ago, or in 5 min. */
export function relativeOf(at: InstantInput, nowMs: number): string {
  const ms = nowMs - asDate(at).getTime()
  if (Math.abs(ms) < 10_000) return t`just now`
  return ms >= 0 ? t`${spanOf(ms)} ago` : t`in ${spanOf(ms)}`
}

/** When the day of this instant began in a zone, also where a clock was changed since. */
export function dayStartOf(atMs: number, zone: string): number {
  const minutes = (at: number): number => {
    const [hour = 0, minute = 0] = plainMinuteOf(at, zone).split(':').map(Number)
    return hour * 60 + minute
  }
  const start = atMs - (atMs % minuteMs) - minutes(atMs) * minuteMs
  const off = minutes(start)
  return off === 0 ? start : start + (off < 720 ? -off : 1440 - off) * minuteMs
}

export const isMonday = (at: InstantInput, zone: string): boolean =>
  format(zone, 'weekday', { weekday: 'short' }, 'en-GB').format(asDate(at)) === 'Mon'

/** The next 09:00 of the zone's following day. */
export function tomorrowMorning(nowMs: number, zone: string): number {
  const today = dayOf(nowMs, zone)
  let at = Math.ceil(nowMs / (15 * minuteMs)) * 15 * minuteMs
  while (dayOf(at, zone) === today || plainMinuteOf(at, zone) !== '09:00') at += 15 * minuteMs
  return at
}

const fieldParts = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
} as const

/** Value of a datetime-local field in the zone. */
export function fieldValueOf(at: InstantInput, zone: string): string {
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    format(zone, 'field', fieldParts, 'en-GB')
      .formatToParts(asDate(at))
      .find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/** The instant that a datetime-local field means in the zone; a repeated hour means its first pass. */
export function instantOfField(value: string, zone: string): Date | null {
  const asUtc = Date.parse(`${value}:00Z`)
  if (Number.isNaN(asUtc)) return null
  const offsetAt = (ms: number): number => Date.parse(`${fieldValueOf(ms, zone)}:00Z`) - ms
  const guess = asUtc - offsetAt(asUtc)
  return new Date(asUtc - offsetAt(guess))
}

/** 12 Jan 2026, of a day without a zone. */
export const dayWords = (day: string): string =>
  new Intl.DateTimeFormat(spokenLocale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(day),
  )

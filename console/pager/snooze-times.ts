import { dayOf, dayStartOf } from '../ui/instants.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const quarterMs = 15 * minuteMs
/** A morning that is nearer than this is not what somebody waits for who goes back to bed. */
const awayMs = 3 * 60 * minuteMs

/** The next 09:00 of a zone that is some hours off. */
export function nextMorning(nowMs: number, zone: string): { at: number; isTomorrow: boolean } {
  const hourOf = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  let at = Math.ceil((nowMs + awayMs) / quarterMs) * quarterMs
  while (hourOf.format(at) !== '09:00') at += quarterMs
  const tomorrow = dayStartOf(dayStartOf(nowMs, zone) + dayMs + dayMs / 2, zone)
  return { at, isTomorrow: dayOf(at, zone) === dayOf(tomorrow, zone) }
}

/** In whole minutes, so that it does not ring before then. */
export const minutesUntil = (at: number, nowMs: number): number => Math.max(1, Math.ceil((at - nowMs) / minuteMs))

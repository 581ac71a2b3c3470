import { Temporal } from 'temporal-polyfill'

/** When somebody works, Monday to Friday, on the clock of their zone. */
export interface WorkingHours {
  readonly timeZone: string
  readonly from: number
  readonly until: number
}

const minute = 60_000

const zones: Readonly<Record<string, string>> = {
  US: 'America/New_York',
  DE: 'Europe/Berlin',
  GB: 'Europe/London',
  FR: 'Europe/Paris',
  NL: 'Europe/Amsterdam',
  BR: 'America/Sao_Paulo',
  IN: 'Asia/Kolkata',
  JP: 'Asia/Tokyo',
  AU: 'Australia/Sydney',
  CA: 'America/Toronto',
  ES: 'Europe/Madrid',
  SE: 'Europe/Stockholm',
  PL: 'Europe/Warsaw',
  ZA: 'Africa/Johannesburg',
  SG: 'Asia/Singapore',
}

/** Of customers in this country. */
export const hoursIn = (country: string): WorkingHours => ({
  timeZone: zones[country] ?? 'Europe/London',
  from: 8,
  until: 18,
})

/** The instant itself while they work, or as many minutes after the next hour in which they begin. */
export function nextAtWork(at: Date, { timeZone, from, until }: WorkingHours): Date {
  let clock = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
  if (clock.hour >= until) clock = clock.add({ days: 1 }).with({ hour: from })
  if (clock.hour < from) clock = clock.with({ hour: from })
  while (clock.dayOfWeek > 5) clock = clock.add({ days: 1 }).with({ hour: from })
  return new Date(Math.floor(clock.epochMilliseconds / minute) * minute)
}

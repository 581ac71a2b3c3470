import { dayOf, tomorrowMorning } from '../../ui/instants.ts'

const hour = 3_600_000

interface SnoozeChoice {
  readonly name: string
  readonly at: number
}

/** When a ticket may come back, the soonest first; mornings are at 09:00 of the reader. */
export function snoozeChoices(now: number, zone: string): SnoozeChoice[] {
  const tomorrow = tomorrowMorning(now, zone)
  let monday = tomorrow
  while (!dayOf(monday, zone).startsWith('Mon')) monday = tomorrowMorning(monday, zone)
  const nextWeek = { name: monday === tomorrow ? 'Tomorrow, Monday' : 'Monday', at: monday }
  return [
    { name: 'In an hour', at: now + hour },
    { name: 'In four hours', at: now + 4 * hour },
    ...(monday === tomorrow ? [] : [{ name: 'Tomorrow', at: tomorrow }]),
    nextWeek,
  ]
}

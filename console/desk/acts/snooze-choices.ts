import { isMonday, tomorrowMorning } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'

const hour = 3_600_000

interface SnoozeChoice {
  readonly name: string
  readonly at: number
}

/** When a ticket may come back, the soonest first; mornings are at 09:00 of the reader. */
export function snoozeChoices(now: number, zone: string): SnoozeChoice[] {
  const tomorrow = tomorrowMorning(now, zone)
  let monday = tomorrow
  while (!isMonday(monday, zone)) monday = tomorrowMorning(monday, zone)
  const nextWeek = { name: monday === tomorrow ? t`Tomorrow, Monday` : t`Monday`, at: monday }
  return [
    { name: t`In an hour`, at: now + hour },
    { name: t`In four hours`, at: now + 4 * hour },
    ...(monday === tomorrow ? [] : [{ name: t`Tomorrow`, at: tomorrow }]),
    nextWeek,
  ]
}

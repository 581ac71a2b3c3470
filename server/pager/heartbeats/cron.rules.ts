import { Cron } from 'croner'
import type { CronField } from '@bellwether/contract/pager-heartbeats.ts'

/* Five fields as in a crontab; on nights when clocks change as cron does it: what is skipped comes with the gap's end, what is
 * there twice comes once. */

const fieldNames: readonly CronField[] = ['minute', 'hour', 'day', 'month', 'weekday']

/** What croner reads besides a crontab is refused: `?` is the minute in which it is asked, names begin with `@`. */
const signs = /^[\d*/,A-Za-z#-]+$/

const inZone = (cron: string, timeZone: string): Cron =>
  new Cron(cron, { mode: '5-part', timezone: timeZone, paused: true })

/** The instants that come next by a cron expression on the clock of a zone; fewer where no more come. */
export const nextByCron = (
  cron: string,
  timeZone: string,
  { after, count }: { after: Date; count: number },
): readonly Date[] => inZone(cron, timeZone).nextRuns(count, after)

/** What is wrong with an expression: it has not five fields, one of them is not understood, or nothing ever comes by it. */
export type CronTrouble = { kind: 'fields' } | { kind: 'never' } | { kind: 'field'; field: CronField; value: string }

/** undefined where nothing is wrong. */
export function cronTrouble(cron: string): CronTrouble | undefined {
  const fields = cron.split(' ')
  if (fields.length !== fieldNames.length) return { kind: 'fields' }
  for (const [place, value] of fields.entries()) {
    const field = fieldNames[place] ?? 'minute'
    if (!isUnderstood(fields.map((_, n) => (n === place ? value : '*')).join(' '), value))
      return { kind: 'field', field, value }
  }
  return isUnderstood(cron) && nextByCron(cron, 'UTC', { after: new Date(0), count: 1 }).length > 0
    ? undefined
    : { kind: 'never' }
}

function isUnderstood(cron: string, field = '*'): boolean {
  try {
    inZone(cron, 'UTC')
    return signs.test(field)
  } catch {
    return false
  }
}

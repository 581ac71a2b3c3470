import type { NotificationRule, QuietHours } from '@bellwether/contract/pager-methods.ts'
import type { PageUrgency } from '@bellwether/contract/pager-pages.ts'
import { dayMilliseconds, minuteMilliseconds, openSpans } from '../hours.rules.ts'

const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

interface Ringing {
  readonly urgency: PageUrgency
  readonly quietHours: QuietHours | undefined
  readonly at: Date
}

/**
 * When a page goes to each contact method of a person, in their order; a method that is not for such a page is left out.
 * What rings at any hour goes as the rules say; what can wait does so until their quiet hours are over. Nobody can be out
 * of reach: where no method is for what can wait, it goes by the first.
 */
export function plannedFor<Method extends NotificationRule>(
  methods: readonly Method[],
  { urgency, quietHours, at }: Ringing,
): { method: Method; at: Date }[] {
  const forIt = urgency === 'high' ? methods : methods.filter((method) => method.urgency === 'any')
  const from = urgency === 'low' && quietHours ? endOfQuiet(quietHours, at) : at
  return (forIt.length === 0 ? methods.slice(0, 1) : forIt).map((method) => ({
    method,
    at: new Date(from.getTime() + method.afterMinutes * minuteMilliseconds),
  }))
}

/** When the quiet hours in which an instant falls are over; that instant where it falls in none. */
export function endOfQuiet({ timeZone, from, until }: QuietHours, at: Date): Date {
  const daysLater = until <= from ? 1 : 0
  const window = { days: everyDay, from, until, daysLater }
  const around = { startsAt: at.getTime() - 2 * dayMilliseconds, endsAt: at.getTime() + 2 * dayMilliseconds }
  const quiet = openSpans([window], timeZone, around)
  const now = quiet.find(({ startsAt, endsAt }) => startsAt <= at.getTime() && at.getTime() < endsAt)
  return now === undefined ? at : new Date(now.endsAt)
}

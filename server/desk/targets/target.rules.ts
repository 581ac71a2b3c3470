import type { Calendar } from '@bellwether/contract/calendar.ts'
import { Plan } from '@bellwether/contract/customers.ts'
import type { NewTargets } from '@bellwether/contract/desk.ts'
import { weekMinutes } from '../../platform/calendar/calendar.ts'

const weeksMax = 52

/**
 * Whether a target is reached within a year of the weeks of a calendar, its holidays apart. What takes longer
 * nobody means; and a clock that could be due in centuries could not be started at all.
 */
export const isWithinAYear = (calendar: Calendar, minutes: number): boolean =>
  minutes <= weeksMax * weekMinutes(calendar)

export interface NewTarget {
  readonly plan: Plan
  readonly isUrgent: boolean
  readonly firstMinutes: number
  readonly nextMinutes: number
  readonly resolutionMinutes: number | null
  readonly calendarId: string
}

/** The fields of a target that are minutes. */
export const minuteFields = ['firstMinutes', 'nextMinutes', 'resolutionMinutes'] as const

/** Every target on its own. */
export const eachTarget = (targets: NewTargets): NewTarget[] =>
  Plan.options.flatMap((plan) => [
    { plan, isUrgent: false, ...targets[plan].usual },
    { plan, isUrgent: true, ...targets[plan].urgent },
  ])

/** The field of a target in what was sent. */
export const targetPointer = (
  { plan, isUrgent }: NewTarget,
  field: (typeof minuteFields)[number] | 'calendarId',
): string => `/targets/${plan}/${isUrgent ? 'urgent' : 'usual'}/${field}`

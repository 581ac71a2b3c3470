import { badInput } from '@bellwether/contract/problem.ts'
import { Problem } from '../../platform/problem.ts'
import { type Weeks, weeksBefore, weeksOf } from './week.rules.ts'

/** The days that are asked for. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** The weeks of a period and as many before, or a refusal that says what to do. */
export function askedWeeks(period: Period): { weeks: Weeks; before: Weeks } {
  const weeks = weeksOf(period)
  if (typeof weeks === 'string') throw new Problem(badInput, undefined, { errors: [{ pointer: '/to', detail: weeks }] })
  return { weeks, before: weeksBefore(weeks) }
}

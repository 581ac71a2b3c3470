import { type Hours, type Weekday, weekdays } from './hours.rules.ts'
import { versionAfter } from './layer.rules.ts'
import type { RotaPlan } from './rota.rules.ts'
import type { TurnRule } from './turn.rules.ts'

/** From Monday to Friday. */
export const workdays: readonly Weekday[] = weekdays.slice(0, 5)

/** From one time until another on these days, the next day where it is not later. */
export const daily = (from: string, until: string, days: readonly Weekday[] = weekdays): Hours => [
  { days, from, until, daysLater: from < until ? 0 : 1 },
]

/** Three people by weeks in Los Angeles, but for what is said. */
export const ruleOf = (over: Partial<TurnRule>): TurnRule => ({
  timeZone: 'America/Los_Angeles',
  every: 1,
  unit: 'week',
  handOverTime: '09:00',
  startsOn: '2026-01-05',
  firstTurn: 0,
  counts: 'worked',
  hours: [],
  people: ['a', 'b', 'c'],
  ...over,
})

/** A rota of these layers, the upmost first, that was written long ago. */
export const planOf = (...rules: readonly TurnRule[]): RotaPlan => ({
  layers: rules.map((rule, rank) => ({
    id: `layer ${rank}`,
    versions: [versionAfter([], { rank, rule }, new Date(0))],
  })),
  overrides: [],
})

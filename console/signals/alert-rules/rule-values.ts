import type { Condition } from '@bellwether/contract/condition.ts'
import type { AlertKind, AlertRule } from '@bellwether/contract/signals.ts'
import type { SignalLevel } from '@bellwether/contract/signals.ts'

type Trigger = AlertRule['trigger']

/** Which events, as they are chosen on the screen. */
export interface ChosenEvents {
  /** Filters that are typed; null: a program wrote what they cannot say, and that stays. */
  readonly where: readonly string[] | null
  readonly errors: boolean
}

/** Numbers as their fields hold them: nothing is an empty text. */
type Written = number | string

export interface RuleValues {
  name: string
  kind: AlertKind
  events: ChosenEvents
  bad: ChosenEvents
  atLeast: Written
  windowMinutes: Written
  sharePercent: Written
  eventsMin: Written
  objectivePercent: Written
  rateMin: Written
  longMinutes: Written
  shortMinutes: Written
  customersMin: Written
  quietMinutes: Written
  holdMinutes: Written
  level: SignalLevel
  /** Slug, or empty for support. */
  team: string
}

/** How filters are read and written: the evidence knows. */
export interface FilterWords {
  readonly conditionOf: (where: readonly string[]) => Condition
  readonly whereOf: (condition: Condition) => string[] | undefined
}

export const firstValues: RuleValues = {
  name: '',
  kind: 'threshold',
  events: { where: [], errors: true },
  bad: { where: [], errors: true },
  atLeast: 50,
  windowMinutes: 5,
  sharePercent: 5,
  eventsMin: 100,
  objectivePercent: 99.9,
  rateMin: 14.4,
  longMinutes: 60,
  shortMinutes: 5,
  customersMin: 5,
  quietMinutes: 30,
  holdMinutes: 1,
  level: 'notice',
  team: '',
}

/** What is looked at besides: a share is one of all events, and what is missed need not have failed. */
export const eventsFor = (kind: AlertKind, events: ChosenEvents): ChosenEvents => ({
  ...events,
  errors: kind === 'threshold' ? events.errors : kind === 'new-class',
})

export function valuesOf(rule: AlertRule, { whereOf }: FilterWords): RuleValues {
  const { trigger } = rule
  const chosen = ({ where, errors }: Trigger['events']): ChosenEvents => ({ where: whereOf(where) ?? null, errors })
  return {
    ...firstValues,
    ...trigger,
    ...('shareMin' in trigger ? { sharePercent: percent(trigger.shareMin) } : {}),
    ...('objective' in trigger ? { objectivePercent: percent(trigger.objective) } : {}),
    events: chosen(trigger.events),
    bad: 'bad' in trigger ? chosen(trigger.bad) : firstValues.bad,
    name: rule.name,
    holdMinutes: rule.holdMinutes,
    level: rule.level,
    team: rule.team?.slug ?? '',
  }
}

const percent = (share: number): number => Number((share * 100).toFixed(6))
const share = (written: Written): number => Number((Number(written) / 100).toFixed(8))

/** What is looked for; what a program wrote of the events stays. */
export function triggerOf(values: RuleValues, { conditionOf }: FilterWords, before?: Trigger): Trigger {
  const eventsOf = ({ where, errors }: ChosenEvents, written: Trigger['events'] | undefined) => ({
    where: where === null ? (written?.where ?? { and: [] }) : conditionOf(where),
    errors,
  })
  const events = eventsOf(values.events, before?.events)
  const bad = eventsOf(values.bad, before && 'bad' in before ? before.bad : undefined)
  const { kind } = values
  const windowMinutes = Number(values.windowMinutes)
  const eventsMin = Number(values.eventsMin)
  if (kind === 'threshold') return { kind, events, atLeast: Number(values.atLeast), windowMinutes }
  if (kind === 'ratio') return { kind, events, bad, shareMin: share(values.sharePercent), eventsMin, windowMinutes }
  if (kind === 'new-class') return { kind, events, customersMin: Number(values.customersMin) }
  if (kind === 'absence') return { kind, events, quietMinutes: Number(values.quietMinutes) }
  return {
    kind,
    events,
    bad,
    eventsMin,
    objective: share(values.objectivePercent),
    rateMin: Number(values.rateMin),
    longMinutes: Number(values.longMinutes),
    shortMinutes: Number(values.shortMinutes),
  }
}

type NumberField = Exclude<keyof RuleValues, 'name' | 'kind' | 'events' | 'bad' | 'level' | 'team'>

/** The numbers that each kind asks for. */
export const numbersOf: Readonly<Record<AlertKind, readonly NumberField[]>> = {
  threshold: ['atLeast', 'windowMinutes'],
  ratio: ['sharePercent', 'windowMinutes', 'eventsMin'],
  'burn-rate': ['objectivePercent', 'rateMin', 'longMinutes', 'shortMinutes', 'eventsMin'],
  'new-class': ['customersMin'],
  absence: ['quietMinutes'],
}

/** The smallest and the largest of each. */
export const boundsOf: Readonly<Record<NumberField, readonly [number, number]>> = {
  atLeast: [1, 1e9],
  windowMinutes: [1, 1440],
  sharePercent: [0.001, 100],
  eventsMin: [1, 1e9],
  objectivePercent: [50, 99.999],
  rateMin: [0.1, 1000],
  longMinutes: [2, 1440],
  shortMinutes: [1, 1439],
  customersMin: [1, 1e9],
  quietMinutes: [1, 1440],
  holdMinutes: [1, 120],
}

const isWithin = (field: NumberField, written: Written): boolean => {
  const [min, max] = boundsOf[field]
  return written !== '' && Number(written) >= min && Number(written) <= max
}

/** The numbers that are none, or too small or too great. */
export function wrongNumbers(values: RuleValues): NumberField[] {
  const asked = [...numbersOf[values.kind], 'holdMinutes' as const]
  const wrong = asked.filter((field) => !isWithin(field, values[field]))
  const isTurned = values.kind === 'burn-rate' && Number(values.shortMinutes) >= Number(values.longMinutes)
  return isTurned ? [...new Set([...wrong, 'shortMinutes' as const])] : wrong
}

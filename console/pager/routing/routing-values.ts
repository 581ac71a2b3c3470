import type { RoutingCondition, RoutingField, RoutingOutcome, RoutingRule } from '@bellwether/contract/pager.ts'

/** A condition as the form holds it: one value or several, by what it asks. */
export interface ConditionValues {
  field: RoutingField
  op: RoutingCondition['op']
  value: string
  values: string[]
}

export interface RuleValues {
  /** By which the form tells rules apart that are moved. */
  place: string
  id: string | undefined
  name: string
  where: ConditionValues[]
  does: 'page' | 'group' | 'quiet'
  /** null: that of the source. */
  team: string | null
  /** Empty: as the severity says. */
  urgency: 'high' | 'low' | ''
}

export interface RoutingValues {
  rules: RuleValues[]
}

export const newCondition: ConditionValues = { field: 'title', op: 'contains', value: '', values: [] }

let count = 0
const nextPlace = (): string => `rule-${(count += 1)}`

export const newRule = (): RuleValues => ({
  place: nextPlace(),
  id: undefined,
  name: '',
  where: [{ ...newCondition }],
  does: 'page',
  team: null,
  urgency: '',
})

export const valuesOf = (rules: readonly RoutingRule[]): RoutingValues => ({
  rules: rules.map(({ id, name, where, outcome }) => ({
    place: nextPlace(),
    id,
    name,
    where: where.map((condition) => ({
      field: condition.field,
      op: condition.op,
      value: condition.op === 'in' ? '' : condition.value,
      values: condition.op === 'in' ? condition.value : [],
    })),
    does: doesOf(outcome),
    team: outcome.kind === 'page' ? outcome.team : null,
    urgency: (outcome.kind === 'page' ? outcome.urgency : null) ?? '',
  })),
})

const doesOf = (outcome: RoutingOutcome): RuleValues['does'] => {
  if (outcome.kind === 'quiet') return 'quiet'
  return outcome.isGrouped ? 'group' : 'page'
}

export const rulesOf = ({ rules }: RoutingValues): RoutingRule[] =>
  rules.map(({ id, name, where, does, team, urgency }) => ({
    ...(id === undefined ? {} : { id }),
    name,
    where: where.map(({ field, op, value, values }) =>
      op === 'in' ? { field, op, value: values } : { field, op, value },
    ),
    outcome:
      does === 'quiet'
        ? { kind: 'quiet' }
        : { kind: 'page', team, urgency: urgency === '' ? null : urgency, isGrouped: does === 'group' },
  }))

/** The field that a pointer of a refusal means: `/rules/0/where/1/value` is `rules.0.where.1.value`. */
export function fieldAt(pointer: string): string | undefined {
  const [list, place, part, ...rest] = pointer.replace(/^#?\/(?:body\/)?/, '').split('/')
  if (list !== 'rules' || place === undefined) return undefined
  if (part === 'name') return `rules.${place}.name`
  if (part === 'outcome') return `rules.${place}.team`
  return part === 'where' && rest[0] !== undefined ? `rules.${place}.where.${rest[0]}.value` : undefined
}

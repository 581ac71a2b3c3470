import type { RoutingCondition, RoutingField, RoutingRule } from '@bellwether/contract/pager.ts'
import { t } from '../../ui/words.ts'

export const fieldNames = (): Record<RoutingField, string> => ({
  title: t`Title`,
  body: t`Text`,
  severity: t`Severity`,
  key: t`Key`,
})

export const operatorNames = (): Record<RoutingCondition['op'], string> => ({
  is: t`is`,
  contains: t`contains`,
  'starts-with': t`begins with`,
  in: t`is one of`,
})

const conditionWords = (condition: RoutingCondition): string => {
  const value = condition.op === 'in' ? condition.value.join(', ') : condition.value
  return `${fieldNames()[condition.field]} ${operatorNames()[condition.op]} ${value}`
}

/** When a rule applies. */
export const whenWords = ({ where }: RoutingRule): string =>
  where.length === 0 ? t`every alert` : where.map(conditionWords).join(` ${t`and`} `)

/** What a rule does, the name of a team by its id. */
export function outcomeWords({ outcome }: RoutingRule, teamName: (id: string) => string): string {
  if (outcome.kind === 'quiet') return t`pages nobody`
  const { team, urgency, isGrouped } = outcome
  const parts = [
    team === null ? '' : t`pages ${teamName(team)}`,
    urgency === null ? '' : urgency === 'high' ? t`at any hour` : t`can wait`,
    isGrouped ? t`one page together` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? t`pages as without a rule` : parts.join(', ')
}

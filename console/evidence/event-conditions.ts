import type { Comparison, Condition } from '@bellwether/contract/condition.ts'
import { readWhere, type WhereOperator, writeWhere } from './where.ts'

/** Filters as they are typed, as a condition: all must hold. */
export const conditionOf = (where: readonly string[]): Condition => ({
  and: where.flatMap((text) => {
    const part = readWhere(text)
    return part ? [{ field: part.attribute, op: part.operator, value: part.value }] : []
  }),
})

/** The comparisons that must all hold; undefined where it is anything else. */
function comparisonsIn(condition: Condition): readonly Comparison[] | undefined {
  if ('field' in condition) return [condition]
  if (!('and' in condition)) return undefined
  return condition.and.every((one) => 'field' in one) ? condition.and : undefined
}

/** A condition as filters that can be typed; undefined where it says more than these can. */
export function whereOf(condition: Condition): string[] | undefined {
  const typed = comparisonsIn(condition)?.map(({ field, op, value }) =>
    op === 'in' || Array.isArray(value) || value === null || value === ''
      ? undefined
      : writeWhere({ attribute: field, operator: op satisfies WhereOperator, value: String(value) }),
  )
  return typed?.every((one) => one !== undefined) ? typed : undefined
}

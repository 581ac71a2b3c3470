import { comparisonsOf, type Condition } from '@bellwether/contract/condition.ts'
import { readWhere, type WhereOperator, writeWhere } from './where.ts'

/** Filters as they are typed, as a condition: all must hold. */
export const conditionOf = (where: readonly string[]): Condition => ({
  and: where.flatMap((text) => {
    const part = readWhere(text)
    return part ? [{ field: part.attribute, op: part.operator, value: part.value }] : []
  }),
})

const isPlain = (condition: Condition): boolean =>
  'field' in condition || ('and' in condition && condition.and.every((one) => 'field' in one))

/** A condition as filters that can be typed; undefined where it says more than these can. */
export function whereOf(condition: Condition): string[] | undefined {
  const comparisons = comparisonsOf(condition)
  if (!isPlain(condition)) return undefined
  const typed = comparisons.map(({ field, op, value }) =>
    op === 'in' || Array.isArray(value) || value === null || value === ''
      ? undefined
      : writeWhere({ attribute: field, operator: op satisfies WhereOperator, value: String(value) }),
  )
  return typed.every((one) => one !== undefined) ? typed : undefined
}

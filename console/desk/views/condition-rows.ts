import type { Comparison, Condition } from '@bellwether/contract/condition.ts'
import { tagOf } from '@bellwether/contract/tag.ts'
import { t } from '../../ui/words.ts'
import { fieldOf, isTicketField, type TicketField } from './field-words.ts'

/** How a row of a filter compares, as people choose it. */
export type RowOperator =
  | 'is'
  | 'is-not'
  | 'contains'
  | 'less'
  | 'more'
  | 'last'
  | 'longer-ago'
  | 'within'
  | 'before'
  | 'since'

/** One comparison as it is edited; the value is what stands in its field. */
export interface Row {
  readonly field: TicketField
  readonly op: RowOperator
  /** null: nothing there. */
  readonly value: string | null
}

/** All of the first must hold, and one of the second where there are any. */
export interface Rows {
  readonly all: readonly Row[]
  readonly any: readonly Row[]
}

const operatorNames: Readonly<Record<RowOperator, string>> = {
  is: t`is`,
  'is-not': t`is not`,
  contains: t`contains`,
  less: t`is below`,
  more: t`is above`,
  last: t`in the last`,
  'longer-ago': t`longer ago than`,
  within: t`within the next`,
  before: t`before`,
  since: t`since`,
}

/** What is due may also be due already. */
const namesOfDue: Readonly<Partial<Record<RowOperator, string>>> = {
  within: t`is less away than`,
  'longer-ago': t`is over for more than`,
}

/** How a comparison reads between its field and its value. */
export const operatorName = ({ field, op }: Pick<Row, 'field' | 'op'>): string =>
  (field === 'nextDueAt' ? namesOfDue[op] : undefined) ?? operatorNames[op]

const operatorsOfKind: Readonly<Partial<Record<string, readonly RowOperator[]>>> = {
  text: ['contains', 'is', 'is-not'],
  integer: ['is', 'less', 'more'],
  number: ['is', 'less', 'more'],
  'yes-no': ['is'],
}

/** What a field can be compared by, the most likely first. */
export function operatorsOf(name: TicketField): readonly RowOperator[] {
  const { kind, isNullable } = fieldOf(name)
  if (kind !== 'instant') return operatorsOfKind[kind] ?? ['is', 'is-not']
  const relative: RowOperator[] = [name === 'nextDueAt' ? 'within' : 'last', 'longer-ago']
  return [...relative, 'before', 'since', ...(isNullable ? (['is'] as const) : [])]
}

const span = /^now([+-])(\d{1,4}[mhdw])$/

const compared: Readonly<Partial<Record<RowOperator, Comparison['op']>>> = {
  is: '=',
  'is-not': '!=',
  contains: '~',
  less: '<',
  more: '>',
}

const numberIn = (text: string): number | null => (Number.isNaN(Number(text)) ? null : Number(text))

/** What a text says in a field that holds something else; null where it says nothing there. */
const valueIn: Readonly<Partial<Record<string, (text: string) => string | number | boolean | null>>> = {
  'yes-no': (text) => text === 'true',
  tag: (text) => (tagOf(text) === '' ? null : tagOf(text)),
  entry: (text) => (/^[^=]+=./s.test(text) ? text : null),
  integer: numberIn,
  number: numberIn,
}

/** The comparison that a row stands for; null while its value is missing or fits nothing. */
export function comparisonOf({ field, op, value }: Row): Comparison | null {
  const { kind } = fieldOf(field)
  const known = compared[op] ?? '='
  if (value === null) return { field, op: known, value }
  if (value.trim() === '') return null
  if (kind === 'instant') return instantComparison(field, op, value)
  const said = valueIn[kind] === undefined ? value : valueIn[kind](value)
  return said === null ? null : { field, op: known, value: said }
}

function instantComparison(field: TicketField, op: RowOperator, value: string): Comparison | null {
  if (op === 'before' || op === 'since')
    return Number.isNaN(Date.parse(value)) ? null : { field, op: op === 'before' ? '<' : '>=', value }
  if (!/^\d{1,4}[mhdw]$/.test(value)) return null
  if (op === 'within') return { field, op: '<', value: `now+${value}` }
  return { field, op: op === 'last' ? '>' : '<', value: `now-${value}` }
}

/** What a row says just so; null for what would be said otherwise. */
function rowOf(comparison: Comparison): Row | null {
  const row = likeliestRow(comparison)
  const said = row && operatorsOf(row.field).includes(row.op) ? comparisonOf(row) : null
  return said?.op === comparison.op && said.value === comparison.value ? row : null
}

function likeliestRow({ field, op, value }: Comparison): Row | null {
  if (!isTicketField(field) || Array.isArray(value)) return null
  if (fieldOf(field).kind === 'instant' && value !== null) return instantRow(field, op, String(value))
  const found = Object.entries(compared).find(([, one]) => one === op)?.[0] as RowOperator | undefined
  return found === undefined ? null : { field, op: found, value: value === null ? null : String(value) }
}

function instantRow(field: TicketField, op: Comparison['op'], value: string): Row | null {
  const [, sign, length = ''] = span.exec(value) ?? []
  const isLater = op.startsWith('>')
  if (sign === '+') return isLater ? null : { field, op: 'within', value: length }
  if (sign === '-') return { field, op: isLater ? 'last' : 'longer-ago', value: length }
  return { field, op: isLater ? 'since' : 'before', value }
}

const rowsIn = (conditions: readonly Condition[]): Row[] | null => {
  const rows = conditions.map((one) => ('field' in one ? rowOf(one) : null))
  return rows.includes(null) ? null : (rows as Row[])
}

/** What all must hold, one beside the other. */
const partsOf = (condition: Condition): Condition[] =>
  'and' in condition ? condition.and.flatMap(partsOf) : [condition]

/** A condition as rows; null for one that rows do not say, which a program made. */
export function rowsOf(condition: Condition): Rows | null {
  const parts = partsOf(condition)
  const ors = parts.filter((one) => 'or' in one)
  if (ors.length > 1) return null
  const all = rowsIn(parts.filter((one) => !('or' in one)))
  const any = rowsIn(ors.flatMap((one) => ('or' in one ? one.or : [])))
  return all && any && { all, any }
}

/** The condition that rows say, without those that are not whole; null where none is. */
export function conditionOf({ all, any }: Rows): Condition | null {
  const whole = (rows: readonly Row[]): Comparison[] => rows.map(comparisonOf).filter((one) => one !== null)
  const [and, or] = [whole(all), whole(any)]
  if (and.length + or.length === 0) return null
  return { and: or.length > 0 ? [...and, { or }] : and }
}

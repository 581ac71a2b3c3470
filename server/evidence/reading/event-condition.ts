import type { Comparison, Condition, Operator } from '@bellwether/contract/condition.ts'
import { said } from '@bellwether/contract/said.ts'
import { fieldKinds } from '../event-fields.ts'

/** A condition in the engine's SQL; values stand in the parameters, never in the text. */
export interface ConditionSql {
  readonly sql: string
  readonly parameters: Readonly<Record<string, unknown>>
}

const operators: readonly Operator[] = ['!=', '<=', '>=', '=', '~', '<', '>']

/** Reads `attribute=value` and its like. The first operator counts, so that values may hold any of them. */
export function readComparison(text: string): Comparison | undefined {
  const at = text.search(/[=!~<>]/)
  const op = operators.find((one) => at > 0 && text.startsWith(one, at))
  const field = text.slice(0, at).trim()
  return op === undefined || field === '' ? undefined : { field, op, value: text.slice(at + op.length).trim() }
}

/** Why a comparison cannot be asked, in words; undefined where it can. */
export function misfit({ field, op, value }: Comparison): string | undefined {
  if ((op === 'in') !== Array.isArray(value)) return said`"in" takes a list of values, every other operator takes one.`
  const kind = fieldKinds.get(field)
  if (kind === 'instant' && (op === 'in' || op === '~'))
    return said`"${field}" is an instant: compare it by =, !=, < or >.`
  if (kind !== 'instant' && !['<', '<=', '>', '>='].includes(op)) return undefined
  if (field === 'class' || kind === 'text') return said`"${field}" has no order: use = or !=.`
  if (kind === 'instant')
    return Number.isNaN(Date.parse(String(value))) ? said`"${String(value)}" is no instant.` : undefined
  return Number.isFinite(numberOf(value)) ? undefined : said`"${field} ${op}" takes a number, not "${String(value)}".`
}

/**
 * The condition in SQL. What an event does not say is nothing: it equals null and the empty text. Conditions of one
 * query have names of their own for their parameters.
 */
export function eventConditionSql(condition: Condition, named = 'value'): ConditionSql {
  const parameters: Record<string, unknown> = {}
  /** A parameter of its own for each value and each name of a further attribute. */
  const given = (value: unknown, type: string): string => {
    const name = `${named}${Object.keys(parameters).length}`
    parameters[name] = value
    return `{${name}:${type}}`
  }
  const within = (one: Condition): string => {
    if ('not' in one) return `(not ${within(one.not)})`
    if ('field' in one) return comparisonSql(one, given)
    const isAnd = 'and' in one
    const parts = (isAnd ? one.and : one.or).map(within)
    return parts.length === 0 ? (isAnd ? '1' : '0') : `(${parts.join(isAnd ? ' and ' : ' or ')})`
  }
  return { sql: within(condition), parameters }
}

type Given = (value: unknown, type: string) => string

function comparisonSql({ field, op, value }: Comparison, given: Given): string {
  if (Array.isArray(value)) return `has(${given(value.map(textOf), 'Array(String)')}, ${textColumn(field, given)})`
  const kind = fieldKinds.get(field)
  if (op === '~')
    return `positionCaseInsensitiveUTF8(${textColumn(field, given)}, ${given(textOf(value), 'String')}) > 0`
  if (kind === 'instant')
    return `timestamp ${op} fromUnixTimestamp64Milli(${given(Date.parse(textOf(value)), 'Int64')}, 'UTC')`
  const isNumber = kind !== undefined && kind !== 'text'
  if (isNumber && Number.isFinite(numberOf(value))) return `\`${field}\` ${op} ${given(numberOf(value), 'Float64')}`
  if (op !== '=' && op !== '!=')
    return `ifNull(toFloat64OrNull(${textColumn(field, given)}) ${op} ${given(numberOf(value), 'Float64')}, 0)`
  return `${textColumn(field, given)} ${op} ${given(textOf(value), 'String')}`
}

/** What stands for an attribute as a text: its column, or its place among the further attributes. */
function textColumn(field: string, given: Given): string {
  if (field === 'class') return 'class'
  const kind = fieldKinds.get(field)
  if (kind === undefined) return `attributes[${given(field, 'String')}]`
  return kind === 'text' ? `\`${field}\`` : `toString(\`${field}\`)`
}

const textOf = (value: unknown): string => (value === null ? '' : String(value))

const numberOf = (value: unknown): number => (value === null || value === '' ? Number.NaN : Number(value))

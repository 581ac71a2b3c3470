import { badInput } from '@bellwether/contract/problem.ts'
import { Problem } from '../../platform/problem.ts'
import { fieldKinds } from '../event-fields.ts'

/** Which events to look at, as it was asked. */
export interface EventFilter {
  readonly from?: Date | string | undefined
  readonly to?: Date | string | undefined
  /** `attribute=value`, `attribute!=value`, `attribute~text` */
  readonly where?: readonly string[]
  readonly kind?: string | undefined
  readonly errors?: boolean | undefined
}

/** A condition in the engine's SQL with the values of its parameters. */
export interface FilterSql {
  readonly sql: string
  readonly parameters: Record<string, unknown>
  readonly from: Date
  readonly to: Date
  /** Whether every event that matches is in the small table of errors. */
  readonly isWithinErrors: boolean
}

const retentionMilliseconds = 90 * 86_400_000
const hour = 3_600_000

/** What stands for an attribute in SQL: its column, or its place among the further attributes. */
function columnOf(attribute: string, name: string, parameters: Record<string, unknown>): string {
  if (attribute === 'class') return 'class'
  if (fieldKinds.has(attribute)) return `toString(\`${attribute}\`)`
  parameters[name] = attribute
  return `attributes[{${name}:String}]`
}

interface Condition {
  readonly attribute: string
  readonly operator: '=' | '!=' | '~'
  readonly value: string
}

/** Reads one filter. The first operator counts, so that values may hold any of them. */
export function readCondition(text: string): Condition | undefined {
  const at = text.search(/[=!~]/)
  if (at === -1) return undefined
  const operator = text.startsWith('!=', at) ? '!=' : text[at]
  const attribute = text.slice(0, at).trim()
  if (attribute === '' || (operator !== '=' && operator !== '!=' && operator !== '~')) return undefined
  return { attribute, operator, value: text.slice(at + operator.length).trim() }
}

function conditionSql(
  { attribute, operator, value }: Condition,
  at: number,
  parameters: Record<string, unknown>,
): string {
  const name = `value${at}`
  const kind = fieldKinds.get(attribute)
  if (
    kind !== undefined &&
    kind !== 'text' &&
    kind !== 'instant' &&
    operator !== '~' &&
    Number.isFinite(Number(value))
  ) {
    parameters[name] = Number(value)
    return `\`${attribute}\` ${operator} {${name}:Float64}`
  }
  parameters[name] = value
  const column = kind === 'text' ? `\`${attribute}\`` : columnOf(attribute, `name${at}`, parameters)
  if (operator === '~') return `positionCaseInsensitiveUTF8(${column}, {${name}:String}) > 0`
  return `${column} ${operator} {${name}:String}`
}

/** The time looked at: an hour up to `to`, at most the 90 days for which errors are kept. */
export function timeOf(filter: EventFilter, now: Date): { from: Date; to: Date } {
  const to = filter.to === undefined ? now : new Date(filter.to)
  const from = filter.from === undefined ? new Date(to.getTime() - hour) : new Date(filter.from)
  if (from >= to) {
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/query/from', detail: '`from` must lie before `to`.' }],
    })
  }
  return { from: new Date(Math.max(from.getTime(), to.getTime() - retentionMilliseconds)), to }
}

/** Turns a filter into SQL; throws a problem that says what to write. */
export function filterSql(filter: EventFilter, now: Date): FilterSql {
  const { from, to } = timeOf(filter, now)
  const errors: { pointer: string; detail: string }[] = []
  const parameters: Record<string, unknown> = { from: from.getTime(), to: to.getTime() }
  const parts = [
    "timestamp >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')",
    "timestamp < fromUnixTimestamp64Milli({to:Int64}, 'UTC')",
  ]
  let isWithinErrors = filter.errors === true
  for (const [at, text] of (filter.where ?? []).entries()) {
    const condition = readCondition(text)
    if (condition === undefined) {
      const detail = `"${text.slice(0, 100)}" is no filter. Write attribute=value, attribute!=value or attribute~text, e.g. customer.id=acme.`
      errors.push({ pointer: `/query/where/${at}`, detail })
      continue
    }
    parts.push(conditionSql(condition, at, parameters))
    if (condition.attribute === 'class' && condition.operator === '=' && condition.value !== '') isWithinErrors = true
  }
  if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
  if (filter.kind !== undefined && filter.kind !== '') {
    parts.push('kind = {kind:String}')
    parameters['kind'] = filter.kind
  }
  if (filter.errors === true) parts.push('is_error')
  return { sql: parts.join(' and '), parameters, from, to, isWithinErrors }
}

import { comparisonsOf, type Condition } from '@bellwether/contract/condition.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { Problem } from '../../platform/problem.ts'
import { eventConditionSql, misfit, readComparison } from './event-condition.ts'

/** Which events to look at, as it was asked. */
export interface EventFilter {
  readonly from?: Date | string | undefined
  readonly to?: Date | string | undefined
  /** `attribute=value` and its like; all must hold. */
  readonly where?: readonly string[]
  /** A tree of comparisons that must hold as well. */
  readonly filter?: Condition | undefined
  readonly kind?: string | undefined
  readonly errors?: boolean | undefined
}

/** A condition in the engine's SQL with the values of its parameters. */
export interface FilterSql {
  readonly sql: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly from: Date
  readonly to: Date
  /** Whether every event that matches is in the small table of errors. */
  readonly isWithinErrors: boolean
  /** Whether every event of that time matches. */
  readonly isPlain: boolean
}

const retentionMilliseconds = 90 * 86_400_000
const hour = 3_600_000

/** The time looked at: an hour up to `to`, at most the 90 days for which errors are kept. */
export function timeOf(filter: EventFilter, now: Date): { from: Date; to: Date } {
  const to = filter.to === undefined ? now : new Date(filter.to)
  const from = filter.from === undefined ? new Date(to.getTime() - hour) : new Date(filter.from)
  if (from >= to) {
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/query/from', detail: said`\`from\` must lie before \`to\`.` }],
    })
  }
  return { from: new Date(Math.max(from.getTime(), to.getTime() - retentionMilliseconds)), to }
}

/** Turns a filter into SQL; throws a problem that says what to write. */
export function filterSql(filter: EventFilter, now: Date): FilterSql {
  const { from, to } = timeOf(filter, now)
  const condition = conditionOf(filter)
  const { sql, parameters } = eventConditionSql(condition)
  return {
    sql: [
      "timestamp >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')",
      "timestamp < fromUnixTimestamp64Milli({to:Int64}, 'UTC')",
      sql,
      ...(filter.errors === true ? ['is_error'] : []),
    ].join(' and '),
    parameters: { ...parameters, from: from.getTime(), to: to.getTime() },
    from,
    to,
    isWithinErrors: filter.errors === true || namesClass(condition),
    isPlain: filter.errors !== true && condition.and.length === 0,
  }
}

/** Everything that must hold, besides the time. */
function conditionOf(filter: EventFilter): { and: Condition[] } {
  const errors: { pointer: string; detail: string }[] = []
  const refuse = (pointer: string, detail: string | undefined): void => {
    if (detail !== undefined) errors.push({ pointer, detail })
  }
  const comparisons = (filter.where ?? []).flatMap((text, at) => {
    const comparison = readComparison(text)
    const unread = said`"${text.slice(0, 100)}" is no filter. Write attribute=value, attribute!=value, attribute>=number or attribute~text, e.g. customer.id=acme.`
    refuse(`/query/where/${at}`, comparison ? misfit(comparison) : unread)
    return comparison ?? []
  })
  for (const comparison of filter.filter ? comparisonsOf(filter.filter) : [])
    refuse('/query/filter', misfit(comparison))
  if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
  const ofKind: Condition[] = filter.kind ? [{ field: 'kind', op: '=', value: filter.kind }] : []
  return { and: [...comparisons, ...(filter.filter ? [filter.filter] : []), ...ofKind] }
}

/** Whether whatever fits has a class: only errors have one. */
export function namesClass(one: Condition): boolean {
  if ('not' in one) return false
  if ('and' in one) return one.and.some(namesClass)
  if ('or' in one) return one.or.length > 0 && one.or.every(namesClass)
  if (one.field !== 'class' || (one.op !== '=' && one.op !== 'in')) return false
  const values = Array.isArray(one.value) ? one.value : [one.value]
  return values.every((value) => value !== '' && value !== null)
}

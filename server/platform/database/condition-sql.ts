import { type RawBuilder, sql } from 'kysely'
import type { Comparison, Condition } from '@bellwether/contract/condition.ts'

/** What stands for each field in SQL, and the type its values are given as. */
export type Columns = Readonly<Record<string, Column>>

interface Column {
  readonly sql: string
  readonly type: ColumnType
  /** `sql` is a query for the several values that a row has: one of them must fit. */
  readonly isMany?: boolean
}
type ColumnType = 'text' | 'uuid' | 'boolean' | 'bigint' | 'double precision' | 'timestamptz'

/**
 * A condition as SQL over these columns. Where nothing is there a comparison does not hold and its negation
 * does: `not` and `!=` find what `=` does not. Values are parameters, never text of the query. The condition
 * fits its fields: the contract has checked it.
 */
export function conditionSql(condition: Condition, columns: Columns): RawBuilder<boolean> {
  if ('field' in condition) return comparisonSql(condition, columns)
  if ('not' in condition) return sql<boolean>`(${conditionSql(condition.not, columns)} is not true)`
  const isAnd = 'and' in condition
  const parts = (isAnd ? condition.and : condition.or).map((one) => conditionSql(one, columns))
  if (parts.length === 0) return isAnd ? sql<boolean>`true` : sql<boolean>`false`
  return sql<boolean>`(${sql.join(parts, isAnd ? sql` and ` : sql` or `)})`
}

function comparisonSql({ field, op, value }: Comparison, columns: Columns): RawBuilder<boolean> {
  const known = columns[field]
  if (known === undefined) throw new Error(`no column stands for "${field}"`)
  if (known.isMany) return manySql({ field, op, value }, known)
  const column = sql<boolean>`(${sql.raw(known.sql)})`
  const given = sql`${value}::${sql.raw(known.type)}`
  // As the indexes say it, so that they are used.
  if (typeof value === 'boolean') return (op === '=') === value ? column : sql`(not ${column})`
  if (op === 'in') return sql<boolean>`(${column} = any(${given}[]))`
  if (op === '~') return sql<boolean>`(${column} ilike ${likeOf(String(value))})`
  if (op === '=') return value === null ? sql`(${column} is null)` : sql`(${column} = ${given})`
  if (op === '!=') return sql<boolean>`(${column} is distinct from ${given})`
  return sql<boolean>`(${column} ${sql.raw(op)} ${given})`
}

/** One of several values is this, or one of these; with null there is none. */
function manySql({ op, value }: Comparison, { sql: query, type }: Column): RawBuilder<boolean> {
  const among = sql`(${sql.raw(query)}) many (value)`
  const has =
    value === null
      ? sql<boolean>`(not exists (select from ${among}))`
      : sql<boolean>`(exists (select from ${among} where value = ${op === 'in' ? sql`any(${value}::${sql.raw(type)}[])` : value}))`
  return op === '!=' ? sql<boolean>`(not ${has})` : has
}

/** Text that contains this, whatever signs of a pattern are in it. */
export const likeOf = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

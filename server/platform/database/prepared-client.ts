import type { PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'
import { camelCase } from './column-names.ts'

/** A connection keeps so many statements; those beyond are parsed and planned each time. */
const statementsMax = 400

/** The names of the statements that a connection keeps. */
const namesOf = new WeakMap<pg.PoolClient, Map<string, string>>()

/**
 * A connection that keeps what it was asked parsed and planned: most requests ask what others have asked before, and
 * planning costs the database more than answering. After a migration a kept plan may be refused: its connection is
 * given up, as is one that was lost. Columns come in camel case.
 */
export function preparedClient(client: pg.PoolClient): PostgresPoolClient {
  let isSpent = false
  const query = async (text: string, values: unknown[]): Promise<PostgresQueryResult<unknown>> => {
    try {
      const result = await client.query<unknown[]>({ ...nameOf(client, text, values), text, values, rowMode: 'array' })
      return { ...result, rows: rowsOf(result) } as PostgresQueryResult<unknown>
    } catch (error) {
      isSpent ||= isStalePlan(error) || isConnectionLost(error)
      throw error
    }
  }
  return { query: query as PostgresPoolClient['query'], release: (destroy) => client.release(destroy || isSpent) }
}

/**
 * Several commands in one text, as migrations are, cannot be kept; they have no values. An insert of several rows is
 * another statement for each number of them, and would push out what is asked often.
 */
function nameOf(client: pg.PoolClient, text: string, values: readonly unknown[]): { name?: string } {
  if (values.length === 0 || text.includes('), (')) return {}
  const names = namesOf.get(client) ?? new Map<string, string>()
  namesOf.set(client, names)
  if (!names.has(text) && names.size < statementsMax) names.set(text, `s${names.size}`)
  const name = names.get(text)
  return name === undefined ? {} : { name }
}

function rowsOf({ rows = [], fields = [] }: Partial<pg.QueryArrayResult<unknown[]>>): Record<string, unknown>[] {
  const columns = fields.map(({ name }) => camelCase(name))
  return rows.map((values) => {
    const row: Record<string, unknown> = {}
    for (let at = 0; at < columns.length; at += 1) row[columns[at]!] = values[at]
    return row
  })
}

const isConnectionLost = (error: unknown): boolean => String((error as { code?: unknown }).code).startsWith('57P0')

/** What PostgreSQL says where a table has other columns than when a statement was planned. */
export const isStalePlan = (error: unknown): boolean =>
  (error as { code?: unknown }).code === '0A000' && /cached plan/.test((error as Error).message)

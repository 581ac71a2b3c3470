import { type RawBuilder, sql } from 'kysely'

/**
 * In a query as text: that a column of ids has one of these. A single one is compared with `=`: for a list PostgreSQL
 * expects ten rows where it keeps a plan, finds that too dear, and plans anew each time.
 */
export const among = (column: string, ids: readonly string[]): RawBuilder<boolean> =>
  ids.length === 1
    ? sql<boolean>`${sql.ref(column)} = ${ids[0]}::uuid`
    : sql<boolean>`${sql.ref(column)} = any(${ids}::uuid[])`

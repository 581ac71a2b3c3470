import { type RawBuilder, sql } from 'kysely'
import { badInput } from '@bellwether/contract/problem.ts'
import { Problem } from '../problem.ts'

/** Where a page of a list ended: the sort key and the id that breaks ties. */
export interface Cursor {
  readonly at: Date
  readonly id: string
}

/** Which part of a list is asked for, as routes receive it. */
export interface Page {
  readonly cursor?: string | undefined
  readonly limit: number
}

export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|')
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) {
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/query/cursor', detail: 'Use `nextCursor` as it was given.' }],
    })
  }
  return { at: instant, id }
}

/** Newest first: the condition for rows after the cursor. */
export const pageAfter = (column: string, cursor: Cursor | undefined): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(column)}, id) < (${cursor?.at ?? new Date()}, ${cursor?.id ?? ''}::uuid)`

/**
 * Cuts one page out of `limit + 1` rows. PostgreSQL keeps microseconds and a Date milliseconds, so
 * columns of a cursor are written by us with milliseconds only.
 */
export function toPage<Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
  instantOf: (row: Row) => Date,
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  const nextCursor = last ? Buffer.from(`${instantOf(last).toISOString()}|${last.id}`).toString('base64url') : null
  return { items, nextCursor }
}

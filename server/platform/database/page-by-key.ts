import { z } from 'zod'
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { Problem } from '../problem.ts'
import { snakeCase } from './column-names.ts'

/** Which part of a list is asked for, as routes receive it. */
export interface Page {
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined
  readonly limit: number
}

export interface PageOf<Row> {
  readonly items: Row[]
  readonly nextCursor: string | null
}

type Value = string | number | boolean | Date

interface KeyPart<Row> {
  /** A column or an expression, as the database names it. */
  readonly sql: string
  readonly type: keyof typeof readers
  readonly of: (row: Row) => Value
}

/** The order of a list, by the values of a key; the last part is unique. A page begins after the key of the last row. */
export interface Order<Row> {
  readonly key: readonly KeyPart<Row>[]
  readonly direction: 'asc' | 'desc'
}

/**
 * Newest first by an instant that every row of the list has; ids break ties. PostgreSQL keeps microseconds and a Date milliseconds, so
 * instants of a key are written by us with milliseconds only.
 */
export const newestFirst = <Column extends string>(
  column: Column,
): Order<Record<Column, Date | null> & { id: string }> => ({
  direction: 'desc',
  key: [
    { sql: snakeCase(column), type: 'timestamptz', of: (row) => row[column] ?? 'infinity' },
    { sql: 'id', type: 'uuid', of: ({ id }) => id },
  ],
})

/** One page of what a query finds, in this order. */
export async function onePage<Row>(
  query: SelectQueryBuilder<never, never, Row>,
  order: Order<NoInfer<Row>>,
  { cursor, limit }: Page,
): Promise<PageOf<Row>> {
  const { key, direction } = order
  const inOrder = key.map((part) => sql`${sql.raw(part.sql)} ${sql.raw(direction)}`)
  const rows = await query
    .$if(cursor !== undefined, (some) => some.where(isAfter(order, readCursor(order, cursor ?? ''))))
    .orderBy(sql.join(inOrder))
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit) as Row[]
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last === undefined ? null : cursorAfter(order, last) }
}

function isAfter<Row>({ key, direction }: Order<Row>, values: readonly Value[]): RawBuilder<boolean> {
  const parts = sql.join(key.map((part) => sql.raw(part.sql)))
  const given = sql.join(values.map((value, at) => sql`${value}::${sql.raw(key[at]?.type ?? 'text')}`))
  return sql<boolean>`(${parts}) ${sql.raw(direction === 'desc' ? '<' : '>')} (${given})`
}

/** Where a page that ends with this row goes on. */
export const cursorAfter = <Row>({ key }: Order<Row>, row: Row): string =>
  Buffer.from(JSON.stringify(key.map((part) => part.of(row)))).toString('base64url')

/** As a `Date` says it; PostgreSQL knows no year 0. */
const Instant = z.iso.datetime().regex(/^(?!0000)/)

const readers = {
  timestamptz: (value: unknown) => value === 'infinity' || Instant.safeParse(value).success,
  uuid: (value: unknown) => z.guid().safeParse(value).success,
  boolean: (value: unknown) => typeof value === 'boolean',
  bigint: (value: unknown) => Number.isSafeInteger(value),
  float8: (value: unknown) => Number.isFinite(value),
  text: (value: unknown) => typeof value === 'string' && !value.includes('\0'),
}

function readCursor<Row>({ key }: Order<Row>, cursor: string): Value[] {
  const values = parsed(Buffer.from(cursor, 'base64url').toString())
  if (Array.isArray(values) && values.length === key.length && key.every(({ type }, at) => readers[type](values[at])))
    return values as Value[]
  const errors = [{ pointer: '/query/cursor', detail: said`Use \`nextCursor\` as it was given.` }]
  throw new Problem(badInput, undefined, { errors })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

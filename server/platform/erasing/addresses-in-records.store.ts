import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { recordsPattern, waysToWrite } from './address-pattern.rules.ts'
import { erasedAddress } from './erased.ts'

/** A table with the columns of it that hold words. */
export interface TableOfWords {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** Its size, in pages of the database. */
  readonly pages: number
}

/** Some pages of a table; `to` is not among them, and null means all to its end. */
export interface Pages {
  readonly from: number
  readonly to: number | null
}

/**
 * Every table of the records, those of libraries too, with each column that can hold words: the database itself says
 * which, so that none that is added later is forgotten. What is kept as bytes is hashed or sealed.
 */
export async function findTablesOfWords(ctx: Context): Promise<TableOfWords[]> {
  const { rows } = await sql<TableOfWords>`
    select format('%I.%I', space.nspname, relation.relname) as name,
      (pg_relation_size(relation.oid) / current_setting('block_size')::int)::int as pages,
      jsonb_agg(
        jsonb_build_object('name', quote_ident(attribute.attname), 'type', format_type(attribute.atttypid, null))
        order by attribute.attnum
      ) as columns
    from pg_class relation
    join pg_namespace space on space.oid = relation.relnamespace
    join pg_attribute attribute on attribute.attrelid = relation.oid
    join pg_type type on type.oid = attribute.atttypid
    where relation.relkind = 'r' and space.nspname !~ '^pg_' and space.nspname <> 'information_schema'
      and attribute.attnum > 0 and not attribute.attisdropped and attribute.attgenerated = ''
      and type.typname in ('text', 'varchar', 'bpchar', 'json', 'jsonb', '_text', '_varchar')
    group by space.nspname, relation.relname, relation.oid
    order by 1`.execute(ctx.db)
  return rows
}

type Column = TableOfWords['columns'][number]

const asText = ({ name }: Column): RawBuilder<string> => sql`${sql.raw(name)}::text`

/** That a column holds one of the addresses; the cheap question first. */
function holds(column: Column, addresses: readonly string[]): RawBuilder<boolean> {
  const likes = waysToWrite(addresses).map((way) => `%${way.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)
  const text = asText(column)
  return sql<boolean>`(${text} ilike any(${likes}::text[]) and ${text} ~* ${recordsPattern(addresses)})`
}

const anyHolds = ({ columns }: TableOfWords, addresses: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(
    columns.map((column) => holds(column, addresses)),
    sql` or `,
  )})`

const within = ({ from, to }: Pages): RawBuilder<boolean> =>
  sql<boolean>`ctid >= ${`(${from},0)`}::tid${to === null ? sql`` : sql` and ctid < ${`(${to},0)`}::tid`}`

/** In how many rows of these pages one of the addresses stands. */
export async function countAddresses(
  ctx: Context,
  table: TableOfWords,
  pages: Pages,
  addresses: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.raw(table.name)}
    where ${within(pages)} and ${anyHolds(table, addresses)}`.execute(ctx.db)
  return rows[0]?.count ?? 0
}

/** Writes `erasedAddress` over them, and says in how many rows. */
export async function eraseAddresses(
  ctx: Context,
  table: TableOfWords,
  pages: Pages,
  addresses: readonly string[],
): Promise<number> {
  const sets = table.columns.map((column) => {
    const { name, type } = column
    const erased = sql`regexp_replace(${asText(column)}, ${recordsPattern(addresses)}, ${erasedAddress}, 'gi')`
    return sql`${sql.raw(name)} = ${erased}::${sql.raw(type)}`
  })
  const result = await sql`
    update ${sql.raw(table.name)} set ${sql.join(sets)}
    where ${within(pages)} and ${anyHolds(table, addresses)}`.execute(ctx.db)
  return Number(result.numAffectedRows ?? 0)
}

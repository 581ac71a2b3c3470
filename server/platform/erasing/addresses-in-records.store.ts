import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { oneAddressPattern, recordsPattern, waysToWrite } from './address-pattern.rules.ts'
import { erasedAddress } from './erased.ts'

/** A table with the columns of it that hold words. */
export interface TableOfWords {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** Its size, in pages of the database. */
  readonly pages: number
  /** Of how many at once the words are few enough to be read in a moment, those that are kept apart with them. */
  readonly pagesAtOnce: number
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
      size.pages,
      greatest(1, least(${pagesMost}::int, ${bytesAtOnce}::bigint * size.pages / greatest(1, pg_table_size(relation.oid))))::int as pages_at_once,
      jsonb_agg(
        jsonb_build_object('name', quote_ident(attribute.attname), 'type', format_type(attribute.atttypid, null))
        order by attribute.attnum
      ) as columns
    from pg_class relation
    join pg_namespace space on space.oid = relation.relnamespace
    join pg_attribute attribute on attribute.attrelid = relation.oid
    join pg_type type on type.oid = attribute.atttypid
    cross join lateral (
      select (pg_relation_size(relation.oid) / current_setting('block_size')::int)::int as pages
    ) size
    where relation.relkind = 'r' and space.nspname !~ '^pg_' and space.nspname <> 'information_schema'
      and attribute.attnum > 0 and not attribute.attisdropped and attribute.attgenerated = ''
      and type.typname in ('text', 'varchar', 'bpchar', 'json', 'jsonb', '_text', '_varchar', 'tsvector')
    group by space.nspname, relation.relname, relation.oid, size.pages
    order by 1`.execute(ctx.db)
  return rows
}

type Column = TableOfWords['columns'][number]

/** Words of a search as they are, which as text would be quoted. */
const asText = ({ name, type }: Column): RawBuilder<string> =>
  type === 'tsvector' ? sql`array_to_string(tsvector_to_array(${sql.raw(name)}), ' ')` : sql`${sql.raw(name)}::text`

/** Words that were packed small are many. */
const pagesMost = 256
const bytesAtOnce = 16_000_000

/** That some way to write one of the addresses stands in a column, maybe within something longer. */
function mayHold(column: Column, addresses: readonly string[]): RawBuilder<boolean> {
  const likes = waysToWrite(addresses).map((way) => `%${way.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)
  // Made lower case once for all of them, which `ilike` would do for each.
  return sql<boolean>`coalesce(lower(${asText(column)}) like any(${likes}::text[]), false)`
}

/** That a column holds one of the addresses; the cheap question first. A value that is another address holds none. */
function holds(column: Column, addresses: readonly string[]): RawBuilder<boolean> {
  const text = asText(column)
  return sql<boolean>`(${mayHold(column, addresses)} and case
    when ${text} ~ ${oneAddressPattern} then lower(${text}) = any(${addresses}::text[])
    else ${text} ~* ${recordsPattern(addresses)} end)`
}

const any = (
  { columns }: TableOfWords,
  asked: (column: Column, addresses: readonly string[]) => RawBuilder<boolean>,
  addresses: readonly string[],
): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(
    columns.map((column) => asked(column, addresses)),
    sql` or `,
  )})`

const within = ({ from, to }: Pages): RawBuilder<boolean> =>
  sql<boolean>`ctid >= ${`(${from},0)`}::tid${to === null ? sql`` : sql` and ctid < ${`(${to},0)`}::tid`}`

/** In how many rows of these pages one of the addresses stands, and in how many more perhaps, within something longer. */
export async function countAddresses(
  ctx: Context,
  table: TableOfWords,
  pages: Pages,
  addresses: readonly string[],
): Promise<{ rows: number; perhaps: number }> {
  const { rows } = await sql<{ rows: number; perhaps: number }>`
    select count(*) filter (where holds)::int as rows, count(*) filter (where not holds)::int as perhaps
    from (
      select ${any(table, holds, addresses)} as holds from ${sql.raw(table.name)}
      where ${within(pages)} and ${any(table, mayHold, addresses)}
    ) found`.execute(ctx.db)
  return rows[0] ?? { rows: 0, perhaps: 0 }
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
    return sql`${sql.raw(name)} = case when ${holds(column, addresses)} then ${erased}::${sql.raw(type)}
      else ${sql.raw(name)} end`
  })
  const result = await sql`
    update ${sql.raw(table.name)} set ${sql.join(sets)}
    where ${within(pages)} and ${any(table, holds, addresses)}`.execute(ctx.db)
  return Number(result.numAffectedRows ?? 0)
}

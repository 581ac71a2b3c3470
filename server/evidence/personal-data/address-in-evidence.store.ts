import type { Context } from '../../platform/context.ts'
import { evidencePattern, waysToWrite } from '../../platform/erasing/address-pattern.rules.ts'
import { erasedAddress } from '../../platform/erasing/erased.ts'

/** A table of the engine with the columns of it that hold words; what it is sorted by cannot be rewritten. */
export interface EvidenceTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly isMap: boolean; readonly isKey: boolean }[]
}

/** The engine itself says which columns there are, so that none that is added later is forgotten. */
export async function findEvidenceTables(ctx: Context): Promise<EvidenceTable[]> {
  const rows = await ctx.engine.query<{ table: string; name: string; type: string; key: number }>(
    `select table, name, type, is_in_sorting_key as key from system.columns
     where database = 'evidence' and type like '%String%'
       and table in (select name from system.tables where database = 'evidence' and engine like '%MergeTree')
     order by table, position`,
  )
  return [...Map.groupBy(rows, ({ table }) => table)].map(([name, columns]) => ({
    name,
    columns: columns.map((column) => ({
      name: column.name,
      isMap: column.type.startsWith('Map('),
      isKey: column.key === 1,
    })),
  }))
}

type Column = EvidenceTable['columns'][number]

const quoted = (name: string): string => `\`${name}\``

/** What a column holds as one text. */
const asText = ({ name }: Column): string => `toString(${quoted(name)})`

/** That some way to write one of the addresses stands in a column, maybe within something longer. */
const mayHold = (column: Column): string => `multiSearchAnyCaseInsensitiveUTF8(${asText(column)}, {ways:Array(String)})`

/** The cheap question first. */
const holds = (column: Column): string => `(${mayHold(column)} and match(${asText(column)}, {pattern:String}))`

const parametersFor = (addresses: readonly string[]) => ({
  ways: waysToWrite(addresses),
  pattern: evidencePattern(addresses),
  erased: String.raw`\1${erasedAddress}\2`,
})

/** In how many rows one of the addresses stands, and in how many more perhaps, within something longer. */
export async function countInEvidence(
  ctx: Context,
  table: EvidenceTable,
  addresses: readonly string[],
): Promise<{ rows: number; perhaps: number }> {
  const any = (asked: (column: Column) => string): string => table.columns.map(asked).join(' or ')
  const [row] = await ctx.engine.query<{ rows: number; perhaps: number }>(
    `select countIf(${any(holds)}) as rows, countIf(not (${any(holds)})) as perhaps
     from evidence.${table.name} where ${any(mayHold)}`,
    parametersFor(addresses),
  )
  return row ?? { rows: 0, perhaps: 0 }
}

/** Events in which one of the addresses stands, the newest first. */
export async function findEventsWith(
  ctx: Context,
  addresses: readonly string[],
  limit: number,
): Promise<Record<string, unknown>[]> {
  const tables = await findEvidenceTables(ctx)
  const events = tables.find(({ name }) => name === 'events')
  if (!events) return []
  return ctx.engine.query(
    `select * from evidence.events where ${events.columns.map(holds).join(' or ')}
     order by timestamp desc limit ${limit}`,
    parametersFor(addresses),
  )
}

/**
 * Asks the engine to write `erasedAddress` over them in these columns, of which none is a key. It does so beside its
 * work: see `countUnfinished`.
 */
export async function rewriteEvidence(
  ctx: Context,
  { name: table, columns }: EvidenceTable,
  addresses: readonly string[],
): Promise<void> {
  const written = (text: string): string =>
    // What stands between two addresses is caught with the first: twice finds both.
    `replaceRegexpAll(replaceRegexpAll(${text}, {pattern:String}, {erased:String}), {pattern:String}, {erased:String})`
  const sets = columns.map(({ name, isMap }) =>
    isMap
      ? `${quoted(name)} = mapApply((key, value) -> (key, ${written('value')}), ${quoted(name)})`
      : `${quoted(name)} = ${written(quoted(name))}`,
  )
  await ctx.engine.command(
    `alter table evidence.${table} update ${sets.join(', ')} where ${columns.map(holds).join(' or ')}`,
    parametersFor(addresses),
  )
}

/** How many rewritings the engine has not finished. */
export async function countUnfinished(ctx: Context): Promise<number> {
  const [row] = await ctx.engine.query<{ count: number }>(
    `select count() as count from system.mutations where database = 'evidence' and not is_done and not is_killed`,
  )
  return row?.count ?? 0
}

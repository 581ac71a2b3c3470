import { type Selectable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { customersDb, type CustomersTables } from './customers.tables.ts'
import type { Snapshot } from './snapshot.rules.ts'

type ImportRow = Selectable<CustomersTables['customers.imports']>
export type ImportedRow = Selectable<CustomersTables['customers.importRows']>

export interface NewRow {
  readonly customerId: string
  readonly key: string
  readonly name: string
  readonly before: Snapshot | null
  readonly after: Snapshot
}

export async function insertImport(ctx: Context, { at, byName }: { at: Date; byName: string }): Promise<string> {
  const { id } = await customersDb(ctx)
    .insertInto('customers.imports')
    .values({ at, byName, undoneAt: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function deleteImportsBefore(ctx: Context, instant: Date): Promise<void> {
  await customersDb(ctx).deleteFrom('customers.imports').where('at', '<', instant).execute()
}

export async function findImport(ctx: Context, id: string, since: Date): Promise<ImportRow | undefined> {
  return customersDb(ctx)
    .selectFrom('customers.imports')
    .selectAll()
    .where('id', '=', id)
    .where('at', '>=', since)
    .executeTakeFirst()
}

export async function updateImport(ctx: Context, id: string, undoneAt: Date): Promise<void> {
  await customersDb(ctx)
    .updateTable('customers.imports')
    .set({ undoneAt })
    .where('id', '=', id)
    .where('undoneAt', 'is', null)
    .execute()
}

/** What a customer was before all batches of an import stays as it was kept first. */
export async function upsertImportRows(ctx: Context, importId: string, rows: readonly NewRow[]): Promise<void> {
  if (rows.length === 0) return
  await customersDb(ctx)
    .insertInto('customers.importRows')
    .values(
      rows.map(({ before, after, ...row }) => ({
        importId,
        ...row,
        before: before === null ? null : JSON.stringify(before),
        after: JSON.stringify(after),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['importId', 'customerId'])
        .doUpdateSet((row) => ({ after: row.ref('excluded.after'), name: row.ref('excluded.name') })),
    )
    .execute()
}

/** Rows that are not undone yet: the next ones, or those of these customers. */
export async function findRowsToUndo(
  ctx: Context,
  importId: string,
  which: { limit: number } | { customerIds: readonly string[] },
): Promise<ImportedRow[]> {
  const rows = customersDb(ctx)
    .selectFrom('customers.importRows')
    .selectAll()
    .where('importId', '=', importId)
    .where('state', '=', 'done')
    .orderBy('customerId')
  if ('limit' in which) return rows.limit(which.limit).execute()
  return which.customerIds.length === 0 ? [] : rows.where('customerId', 'in', which.customerIds).execute()
}

export async function updateImportRow(
  ctx: Context,
  { importId, customerId }: Pick<ImportedRow, 'importId' | 'customerId'>,
  change: { state: ImportedRow['state'] } | { after: Snapshot },
): Promise<void> {
  await customersDb(ctx)
    .updateTable('customers.importRows')
    .set('after' in change ? { after: JSON.stringify(change.after) } : change)
    .where('importId', '=', importId)
    .where('customerId', '=', customerId)
    .execute()
}

export async function countRowsToUndo(ctx: Context, importId: string): Promise<number> {
  const { count } = await customersDb(ctx)
    .selectFrom('customers.importRows')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('importId', '=', importId)
    .where('state', '=', 'done')
    .executeTakeFirstOrThrow()
  return count
}

interface RowCounts {
  readonly added: number
  readonly changed: number
  readonly undone: number
  readonly left: number
}

export async function findImports(
  ctx: Context,
  { since, ...page }: Page & { since: Date },
): Promise<PageOf<ImportRow & RowCounts>> {
  const imports = customersDb(ctx).selectFrom('customers.imports').selectAll().where('at', '>=', since)
  const { items, nextCursor } = await onePage(imports, newestFirst('at'), page)
  const counts = await countRowsOf(
    ctx,
    items.map(({ id }) => id),
  )
  const none = { added: 0, changed: 0, undone: 0, left: 0 }
  return { items: items.map((row) => ({ ...row, ...(counts.get(row.id) ?? none) })), nextCursor }
}

async function countRowsOf(ctx: Context, importIds: readonly string[]): Promise<Map<string, RowCounts>> {
  if (importIds.length === 0) return new Map()
  const rows = await customersDb(ctx)
    .selectFrom('customers.importRows')
    .select([
      'importId',
      sql<number>`(count(*) filter (where before is null))::int`.as('added'),
      sql<number>`(count(*) filter (where before is not null))::int`.as('changed'),
      sql<number>`(count(*) filter (where state = 'undone'))::int`.as('undone'),
      sql<number>`(count(*) filter (where state = 'left'))::int`.as('left'),
    ])
    .where('importId', 'in', importIds)
    .groupBy('importId')
    .execute()
  return new Map(rows.map(({ importId, ...counts }) => [importId, counts]))
}

import { isDeepStrictEqual } from 'node:util'
import type { CustomerImport } from '@bellwether/contract/customers.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import type { Page, PageOf } from '../platform/database/page-by-key.ts'
import { announce } from '../platform/events/announce.ts'
import type { Presented } from '../platform/http/handle.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { insertChanges } from './change.store.ts'
import { customerRemoved, customersChanged } from './customers.events.ts'
import { deleteCustomer, findOtherKeys, lockCustomers } from './customers.store.ts'
import * as store from './import.store.ts'
import { undoableSince } from './import.rules.ts'
import { findNotes } from './note.store.ts'
import type { Snapshot } from './snapshot.rules.ts'
import { ownersOf, restoreSnapshot, snapshotsNow } from './snapshots.ts'

const atOnce = 100

/** Imports that can still be undone, the newest first. */
export async function listImports(ctx: Context, page: Page): Promise<PageOf<Presented<CustomerImport>>> {
  allow(ctx, 'customers.read')
  const { items, nextCursor } = await store.findImports(ctx, { ...page, since: undoableSince(now(ctx)) })
  return { items: items.map(({ byName, ...row }) => ({ ...row, by: byName })), nextCursor }
}

interface LeftRow {
  readonly key: string
  readonly name: string
  readonly why: string
}

/** Undoes the next rows of an import. What was changed since stays as it is, and is named. */
export async function undoImport(
  ctx: Context,
  id: string,
): Promise<{ undone: number; left: LeftRow[]; remaining: number }> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await lockCustomers(ctx)
    if (!(await store.findImport(ctx, id, undoableSince(now(ctx)))))
      throw new Problem(notFound, said`There is no such import.`)
    await store.updateImport(ctx, id, now(ctx))
    const { undone, left } = await undoRows(ctx, id)
    const detail = { undone, left: left.length }
    await recordAudit(ctx, { action: 'customers.undo-import', about: { module: 'customers', id }, detail })
    if (undone > 0) await announce(ctx, customersChanged, {})
    return { undone, left, remaining: await store.countRowsToUndo(ctx, id) }
  })
}

/** One after the other: to undo one may change what the import has left of the next. */
async function undoRows(ctx: Context, importId: string): Promise<{ undone: number; left: LeftRow[] }> {
  const left: LeftRow[] = []
  for (let done = 0; done < atOnce; done += 1) {
    const [row] = await store.findRowsToUndo(ctx, importId, { limit: 1 })
    if (!row) return { undone: done - left.length, left }
    const why = await undoRow(ctx, row)
    if (why !== null) left.push({ key: row.key, name: row.name, why })
    await store.updateImportRow(ctx, row, { state: why === null ? 'undone' : 'left' })
  }
  return { undone: atOnce - left.length, left }
}

/** null where it is undone, else why it is not. */
async function undoRow(ctx: Context, row: store.ImportedRow): Promise<string | null> {
  const { customerId, before, after } = row
  const current = (await snapshotsNow(ctx, [customerId])).get(customerId)
  if (!current) return said`It is there no more.`
  if (!isDeepStrictEqual(current, after)) return said`It was changed since.`
  if (before === null) return takeAway(ctx, customerId)
  const owners = (await ownersOf(ctx, before)).filter((owner) => owner.customerId !== customerId)
  const others = await unchangedRows(ctx, row.importId, [...new Set(owners.map((owner) => owner.customerId))])
  const foreign = owners.find((owner) => !others.has(owner.customerId))
  if (foreign) return said`${foreign.what} is ${foreign.customerName}’s by now.`
  await restoreSnapshot(ctx, customerId, before)
  await insertChanges(ctx, [{ customerId, what: said`is as before an import, which was undone` }])
  // What they have lost by this is no change of anybody else's.
  for (const [otherId, after] of await snapshotsNow(ctx, [...others]))
    await store.updateImportRow(ctx, { importId: row.importId, customerId: otherId }, { after })
  return null
}

/** Those of these customers who are still to be undone and are as the import left them. */
async function unchangedRows(ctx: Context, importId: string, customerIds: string[]): Promise<Set<string>> {
  const rows = await store.findRowsToUndo(ctx, importId, { customerIds })
  const current = await snapshotsNow(ctx, customerIds)
  const isUnchanged = ({ customerId, after }: { customerId: string; after: Snapshot }): boolean =>
    isDeepStrictEqual(current.get(customerId), after)
  return new Set(rows.filter(isUnchanged).map(({ customerId }) => customerId))
}

async function takeAway(ctx: Context, customerId: string): Promise<string | null> {
  const { items } = await findNotes(ctx, customerId, { limit: 1 })
  if (items.length > 0) return said`Somebody wrote a note about it.`
  if ((await findOtherKeys(ctx, [customerId])).length > 0) return said`Another customer was merged into it.`
  await deleteCustomer(ctx, customerId)
  await announce(ctx, customerRemoved, { customerId })
  return null
}

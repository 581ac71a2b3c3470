import { isDeepStrictEqual } from 'node:util'
import { type ImportedCustomer, importUndone } from '@bellwether/contract/customers.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorName, recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { customersChanged } from './customers.events.ts'
import { lockCustomers } from './customers.store.ts'
import { findImport, insertImport, type NewRow, upsertImportRows } from './import.store.ts'
import { undoableSince } from './import.rules.ts'
import { type CustomerAnswer, presentByKey } from './present-customer.ts'
import { type Known, lookAt, putCustomers } from './put-customers.ts'
import { snapshotOf } from './snapshot.rules.ts'

/** Adds or updates many customers by key; what is named here moves to the customer that names it. */
export async function importCustomers(
  ctx: Context,
  { customers, importId }: { customers: readonly ImportedCustomer[]; importId?: string | undefined },
): Promise<{ importId: string | null; added: number; changed: number }> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await lockCustomers(ctx)
    if (importId !== undefined) await requireGoingOn(ctx, importId)
    const known = await lookAt(ctx, customers)
    const after = await putCustomers(ctx, customers, known)
    const rows = rowsOf(known, after)
    const named = new Set(customers.map(({ key }) => known.named.get(key)?.id))
    const added = rows.filter(({ before }) => before === null).length
    const changed = rows.filter(({ customerId, before }) => before !== null && named.has(customerId)).length
    const id = await keepRows(ctx, rows, importId)
    const about = { module: 'customers', id: id ?? 'import' }
    await recordAudit(ctx, { action: 'customers.import', about, detail: { added, changed, of: customers.length } })
    if (rows.length > 0) await announce(ctx, customersChanged, {})
    return { importId: id, added, changed }
  })
}

/** Adds the customer with this key or brings it up to date: the same again changes nothing. */
export async function putCustomer(
  ctx: Context,
  customer: ImportedCustomer,
): Promise<{ outcome: 'added' | 'changed' | 'unchanged'; customer: CustomerAnswer }> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await lockCustomers(ctx)
    const known = await lookAt(ctx, [customer])
    const after = await putCustomers(ctx, [customer], atTheTop(known))
    const put = (await presentByKey(ctx, [customer.key])).get(customer.key)
    if (!put) throw new Error(`the customer "${customer.key}" was put and is not there`)
    const rows = rowsOf(known, after)
    const own = rows.find(({ customerId }) => customerId === put.id)
    const outcome = own === undefined ? 'unchanged' : own.before === null ? 'added' : 'changed'
    if (rows.length > 0) {
      const about = { module: 'customers', id: put.id }
      await recordAudit(ctx, { action: 'customers.put-customer', about, detail: { outcome } })
      await announce(ctx, customersChanged, {})
    }
    return { outcome, customer: put }
  })
}

/** One customer is the whole body: its faults lie at its top. */
const atTheTop = (known: Known): Known => ({
  ...known,
  faults: known.faults.map((fault) => ({ ...fault, pointer: fault.pointer.replace(/^\/customers\/0/, '') })),
})

/** Who is not what they were. */
const rowsOf = ({ touched }: Known, after: ReadonlyMap<string, CustomerAnswer>): NewRow[] =>
  [...after.values()].flatMap((customer) => {
    const earlier = touched.get(customer.id)
    const [before, now] = [earlier ? snapshotOf(earlier) : null, snapshotOf(customer)]
    if (isDeepStrictEqual(before, now)) return []
    return [{ customerId: customer.id, key: customer.key, name: customer.name, before, after: now }]
  })

async function requireGoingOn(ctx: Context, importId: string): Promise<void> {
  const found = await findImport(ctx, importId, undoableSince(now(ctx)))
  if (!found) throw new Problem(notFound, said`There is no such import.`)
  if (found.undoneAt !== null) throw new Problem(importUndone)
}

async function keepRows(ctx: Context, rows: readonly NewRow[], importId: string | undefined): Promise<string | null> {
  if (rows.length === 0) return importId ?? null
  const id = importId ?? (await insertImport(ctx, { at: now(ctx), byName: actorName(ctx.actor) }))
  await upsertImportRows(ctx, id, rows)
  return id
}

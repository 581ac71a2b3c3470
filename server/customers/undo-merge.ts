import { mergedElsewhere, nothingToGiveBack } from '@bellwether/contract/customers.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import type { Page, PageOf } from '../platform/database/page-by-key.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { insertChanges } from './change.store.ts'
import { findAddressOwners, findContact, tidyContacts, upsertContacts } from './contact.store.ts'
import { customersChanged, customersMerged } from './customers.events.ts'
import { lockCustomers } from './customers.store.ts'
import { findMergeRow, findMerges, type MergeRow, moveBack, unmarkMerged, updateMergeUndone } from './merge.store.ts'
import type { Moved, MovedContact } from './merge.rules.ts'
import { type CustomerAnswer, presentCustomer } from './present-customer.ts'

/** What was merged into a customer, and among its contacts, the newest first. */
export async function listMerges(ctx: Context, customerId: string, page: Page): Promise<PageOf<MergeAnswer>> {
  allow(ctx, 'customers.read')
  const { id } = await presentCustomer(ctx, customerId)
  const { items, nextCursor } = await findMerges(ctx, id, page)
  return { items: items.map(presentMerge), nextCursor }
}

/** Which customers a merge was about, and whether it holds. For verbs of other modules. */
export async function findMerge(
  ctx: Context,
  id: string,
): Promise<{ fromId: string; fromName: string; intoId: string; isUndone: boolean } | undefined> {
  allow(ctx, 'customers.read')
  const merge = await findMergeRow(ctx, id)
  if (merge?.kind !== 'customers') return undefined
  const { fromId, fromName, intoId, undoneAt } = merge
  return { fromId, fromName, intoId, isUndone: undoneAt !== null }
}

/** Undoes a merge: what went along goes back where it is still there. To repeat it is harmless. */
export async function undoMerge(ctx: Context, id: string): Promise<CustomerAnswer> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await lockCustomers(ctx)
    const merge = await findMergeRow(ctx, id)
    if (!merge) throw new Problem(notFound, said`There is no such merge.`)
    const customerId = merge.kind === 'customers' ? merge.fromId : merge.customerId
    if (merge.undoneAt !== null) return presentCustomer(ctx, customerId)
    if (merge.kind === 'customers') await bringBackCustomer(ctx, merge, merge.moved as Moved)
    else await bringBackContact(ctx, merge, merge.moved as MovedContact)
    await updateMergeUndone(ctx, id)
    const about = { module: 'customers', id: merge.customerId }
    await recordAudit(ctx, { action: 'customers.undo-merge', about, detail: { mergeId: id } })
    if (merge.kind === 'customers') await announce(ctx, customersMerged, { mergeId: id, customerId: merge.customerId })
    await announce(ctx, customersChanged, {})
    return presentCustomer(ctx, customerId)
  })
}

async function bringBackCustomer(ctx: Context, { fromId, fromName, intoId }: MergeRow, moved: Moved): Promise<void> {
  if (!(await unmarkMerged(ctx, { fromId, intoId }, moved.mergedIds ?? [])))
    throw new Problem(mergedElsewhere, said`The one it was merged into was merged itself.`)
  await moveBack(ctx, { fromId, intoId }, moved)
  await insertChanges(ctx, [{ customerId: intoId, what: said`gave back ${fromName}` }])
}

async function bringBackContact(ctx: Context, { fromId, intoId }: MergeRow, moved: MovedContact): Promise<void> {
  const into = await findContact(ctx, intoId)
  const owners = await findAddressOwners(ctx, moved.emails)
  const emails = moved.emails.filter((email) => owners.get(email)?.contactId === intoId)
  const [first] = emails
  if (!into || first === undefined) throw new Problem(nothingToGiveBack)
  const email = emails.includes(moved.email) ? moved.email : first
  await upsertContacts(ctx, into.customerId, [{ id: fromId, name: moved.name, email, emails }])
  await tidyContacts(ctx, [intoId])
}

type MergeAnswer = ReturnType<typeof presentMerge>

const presentMerge = ({ id, kind, at, byName, fromName }: MergeRow) => ({ id, kind, at, by: byName, name: fromName })

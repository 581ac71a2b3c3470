import { mergedElsewhere } from '@bellwether/contract/customers.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorName, recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { insertChanges } from './change.store.ts'
import { customersMerged } from './customers.events.ts'
import { findCustomerRow, lockCustomers } from './customers.store.ts'
import { holdFields } from './field.store.ts'
import { findMergeOf, insertMerge, markMerged, moveEverything } from './merge.store.ts'
import { otherKeysMax } from './merge.rules.ts'
import { type CustomerAnswer, presentCustomer } from './present-customer.ts'

interface Merged {
  readonly mergeId: string
  readonly customer: CustomerAnswer
}

/**
 * Merges a customer into another: what it has goes along, its tickets follow, and its key is one more of the
 * other's, so that no evidence is lost. Plan and VIP are the other's. To repeat it is harmless.
 */
export async function mergeCustomer(ctx: Context, fromId: string, intoId: string): Promise<Merged> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await lockCustomers(ctx)
    const from = await findCustomerRow(ctx, fromId)
    if (!from) throw new Problem(notFound, said`There is no such customer.`)
    const into = await presentCustomer(ctx, intoId)
    if (from.mergedIntoId !== null) return doneBefore(ctx, from, into)
    if (into.id === fromId) throw badInto(said`Choose another customer.`)
    const both = { fromId, intoId: into.id }
    await holdFields(ctx)
    const moved = await moveEverything(ctx, both)
    const mergedIds = await markMerged(ctx, both)
    const customer = await presentCustomer(ctx, into.id)
    if (customer.otherKeys.length > otherKeysMax)
      throw badInto(said`A customer has at most ${otherKeysMax} other keys, or its evidence could not be asked for.`)
    const names = { fromName: from.name, byName: actorName(ctx.actor) }
    const mergeId = await insertMerge(ctx, {
      kind: 'customers',
      customerId: into.id,
      ...both,
      ...names,
      moved: { ...moved, mergedIds },
    })
    await insertChanges(ctx, [{ customerId: into.id, what: said`took in ${from.name}` }])
    const about = { module: 'customers', id: into.id }
    await recordAudit(ctx, { action: 'customers.merge-customer', about, detail: { mergeId, fromId } })
    await announce(ctx, customersMerged, { mergeId, customerId: into.id })
    return { mergeId, customer }
  })
}

async function doneBefore(
  ctx: Context,
  from: { id: string; mergedIntoId: string | null },
  into: CustomerAnswer,
): Promise<Merged> {
  const merge = await findMergeOf(ctx, { fromId: from.id, intoId: into.id })
  if (from.mergedIntoId !== into.id || !merge) throw new Problem(mergedElsewhere)
  return { mergeId: merge.id, customer: into }
}

const badInto = (detail: string): Problem =>
  new Problem(badInput, undefined, { errors: [{ pointer: '/into', detail }] })

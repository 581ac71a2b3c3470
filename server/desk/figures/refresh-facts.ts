import { customersBy } from '../../customers/customers.ts'
import type { Context } from '../../platform/context.ts'
import { asPart } from '../../platform/permissions.ts'
import { type Unplanned, writeFacts } from './fact.store.ts'

/** For verbs that hold these tickets: derives anew what the figures are made of; what stays the same is not written. */
export async function refreshFacts(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  const unplanned = await writeFacts(ctx, ticketIds, new Map())
  if (unplanned.length === 0) return
  const unplannedIds = unplanned.map(({ ticketId }) => ticketId)
  await writeFacts(ctx, unplannedIds, await plansOf(ctx, unplanned))
}

/** A ticket keeps the plan that its customer had when it came to them; whoever is nobody's contact has "free". */
async function plansOf(ctx: Context, tickets: readonly Unplanned[]) {
  const customerIds = tickets.flatMap(({ customerId }) => customerId ?? [])
  const customers = customerIds.length === 0 ? new Map() : await customersBy(asPart(ctx), 'id', customerIds)
  return new Map(
    tickets.map(({ ticketId, customerId }) => [ticketId, customers.get(customerId ?? '')?.plan ?? 'free'] as const),
  )
}

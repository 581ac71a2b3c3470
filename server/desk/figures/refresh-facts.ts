import { customersBy } from '../../customers/customers.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly, asPart, asServer } from '../../platform/permissions.ts'
import { findAnyStale, lockFacts, takeOneStale, takeStale, type Unplanned, writeFacts } from './fact.store.ts'

/** So that no transaction is long, however many tickets changed at once. */
const ticketsAtOnce = 500

/**
 * Derives anew what the figures are made of, for all tickets that changed before this call and for some that change
 * meanwhile; what stays the same is not written. A loop calls it often, and whoever reads a fact calls it first: figures are never behind, and a change of a
 * ticket does not wait for them.
 */
export async function refreshFacts(ctx: Context): Promise<void> {
  const server = asServer(ctx, 'desk.refresh-facts')
  while (await findAnyStale(ctx)) {
    const some = await inTransaction(server, (ctx) => refreshSome(ctx, takeStale))
    // Somebody works on all that are left: they are waited for one by one, holding nothing that others wait for.
    if (some === 0) await inTransaction(server, (ctx) => refreshSome(ctx, takeOneStale))
  }
}

async function refreshSome(ctx: Context, take: (ctx: Context, limit: number) => Promise<string[]>): Promise<number> {
  allowJobsOnly(ctx)
  await lockFacts(ctx)
  const ticketIds = await take(ctx, ticketsAtOnce)
  const unplanned = await writeFacts(ctx, ticketIds, new Map())
  if (unplanned.length > 0) {
    const unplannedIds = unplanned.map(({ ticketId }) => ticketId)
    await writeFacts(ctx, unplannedIds, await plansOf(ctx, unplanned))
  }
  return ticketIds.length
}

/** A ticket keeps the plan that its customer had when it came to them; whoever is nobody's contact has "free". */
async function plansOf(ctx: Context, tickets: readonly Unplanned[]) {
  const customerIds = tickets.flatMap(({ customerId }) => customerId ?? [])
  const customers = customerIds.length === 0 ? new Map() : await customersBy(asPart(ctx), 'id', customerIds)
  return new Map(
    tickets.map(({ ticketId, customerId }) => [ticketId, customers.get(customerId ?? '')?.plan ?? 'free'] as const),
  )
}

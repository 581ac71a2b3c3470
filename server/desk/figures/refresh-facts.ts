import { setTimeout as sleep } from 'node:timers/promises'
import type { Plan } from '@bellwether/contract/customers.ts'
import { customersBy } from '../../customers/customers.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly, asPart, asServer } from '../../platform/permissions.ts'
import { planOf } from '../start-clock.ts'
import { findNewestStale, findStaleUntil, lockFacts, takeStale, type Unplanned, writeFacts } from './fact.store.ts'

/** So that no transaction is long, however many tickets changed at once. */
const ticketsAtOnce = 500
/** How long a reader waits for tickets that somebody works on, in milliseconds, and how long until the next look. */
const patience = 500
const lookAgain = 20

/**
 * Derives anew what the figures are made of, for all tickets that changed before this call; what stays the same is not
 * written. A loop calls it often, and whoever reads a fact calls it first: a change of a ticket does not wait for figures.
 * A ticket that somebody works on all the while is left to the loop, and nothing is held while it is waited for.
 */
export async function refreshFacts(ctx: Context): Promise<void> {
  const newest = await findNewestStale(ctx)
  if (newest === null) return
  const server = asServer(ctx, 'desk.refresh-facts')
  for (let until = performance.now() + patience; await findStaleUntil(ctx, newest);) {
    const some = await inTransaction(server, refreshSome)
    if (some > 0) until = performance.now() + patience
    else if (performance.now() > until) return
    else await sleep(lookAgain)
  }
}

/** How many tickets; none while another one does it, or while somebody works on each that is left. */
async function refreshSome(ctx: Context): Promise<number> {
  allowJobsOnly(ctx)
  if (!(await lockFacts(ctx))) return 0
  const ticketIds = await takeStale(ctx, ticketsAtOnce)
  await deriveFacts(ctx, ticketIds)
  return ticketIds.length
}

/**
 * For verbs that hold these tickets: derives their facts now, for figures to keep the plan that a customer has by now;
 * whoever knows it says it.
 */
export async function deriveFacts(ctx: Context, ticketIds: readonly string[], plan?: Plan): Promise<void> {
  const known = new Map(plan === undefined ? [] : ticketIds.map((ticketId) => [ticketId, plan] as const))
  const unplanned = await writeFacts(ctx, ticketIds, known)
  if (unplanned.length === 0) return
  const unplannedIds = unplanned.map(({ ticketId }) => ticketId)
  await writeFacts(ctx, unplannedIds, await plansOf(ctx, unplanned))
}

/** A ticket keeps the plan that its customer had when it came to them; whoever is nobody's contact has "free". */
async function plansOf(ctx: Context, tickets: readonly Unplanned[]) {
  const customerIds = tickets.flatMap(({ customerId }) => customerId ?? [])
  const customers = customerIds.length === 0 ? new Map() : await customersBy(asPart(ctx), 'id', customerIds)
  return new Map(
    tickets.map(({ ticketId, customerId }) => [ticketId, planOf(customers.get(customerId ?? ''))] as const),
  )
}

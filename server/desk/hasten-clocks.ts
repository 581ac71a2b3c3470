import type { Plan } from '@bellwether/contract/customers.ts'
import type { Context } from '../platform/context.ts'
import { isHastenedBy } from './clock.rules.ts'
import { findRunningResponses, giveTarget } from './clock.store.ts'
import { refreshClock } from './refresh-clock.ts'
import { targetFor } from './start-clock.ts'

/** A ticket has become urgent at that instant: what runs for the customer counts anew from it, if that is due sooner. */
export async function hastenClocks(
  ctx: Context,
  ticketId: string,
  emergency: { since: Date; customer: { plan: Plan } },
): Promise<void> {
  const target = { ...(await targetFor(ctx, emergency.customer, true)), countedFrom: emergency.since }
  for (const clock of await findRunningResponses(ctx, [ticketId])) {
    if (!isHastenedBy(clock, target)) continue
    await giveTarget(ctx, clock.id, { ...target, promisedAt: null })
    await refreshClock(ctx, clock.id)
  }
}

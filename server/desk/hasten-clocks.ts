import type { Plan } from '@bellwether/contract/customers.ts'
import type { Context } from '../platform/context.ts'
import { isHastenedBy } from './clock.rules.ts'
import { findRunning, giveTarget, responseClocks } from './clock.store.ts'
import { refreshClock } from './refresh-clock.ts'
import { targetOf, targetsFor } from './start-clock.ts'

/** A ticket has become urgent at that instant: what runs for the customer counts anew from it, if that is due sooner. */
export async function hastenClocks(
  ctx: Context,
  ticketId: string,
  emergency: { since: Date; customer: { plan: Plan } },
): Promise<void> {
  const targets = await targetsFor(ctx, emergency.customer, true)
  const { policyVersion, calendarVersionId, calendar } = targets
  for (const clock of await findRunning(ctx, [ticketId], [...responseClocks, 'resolution'])) {
    const targetMinutes = targetOf(clock.name, targets)
    if (targetMinutes === null) continue
    const target = { policyVersion, calendarVersionId, targetMinutes, countedFrom: emergency.since }
    if (!isHastenedBy(clock, { ...target, calendar })) continue
    await giveTarget(ctx, clock.id, { ...target, promisedAt: null })
    await refreshClock(ctx, clock.id)
  }
}

import type { Plan } from '@bellwether/contract/customers.ts'
import type { Context } from '../platform/context.ts'
import { insertClock, type NewClock } from './clock.store.ts'
import { refreshClock } from './refresh-clock.ts'
import { findTarget } from './targets/policy.store.ts'

/** The target that holds for a customer now; that of the plan "free" for whoever is no customer. */
export const targetFor = (ctx: Context, customer: { plan: Plan } | null, isUrgent: boolean) =>
  findTarget(ctx, { plan: customer?.plan ?? 'free', isUrgent })

/**
 * Starts the clock of a customer, who waits to hear from us. It is the same promise for a first letter, a later
 * one, a ticket that is reopened and an answer that did not arrive.
 */
export async function startResponse(
  ctx: Context,
  ticket: { id: string; isUrgent: boolean; customer: { plan: Plan } | null },
  { name, startedAt }: { name: 'first-response' | 'next-response'; startedAt: Date },
): Promise<void> {
  const { policyVersion, calendarVersionId, targetMinutes } = await targetFor(ctx, ticket.customer, ticket.isUrgent)
  const target = { policyVersion, calendarVersionId, targetMinutes, countedFrom: startedAt, promisedAt: null }
  await start(ctx, { ticketId: ticket.id, handOffId: null, name, startedAt, ...target })
}

/** Starts a clock that is due at an instant which somebody promised. */
export async function startPromise(
  ctx: Context,
  of: { ticketId: string; handOffId: string | null },
  promise: { name: 'promise' | 'acknowledge' | 'answer'; startedAt: Date; promisedAt: Date },
): Promise<void> {
  const target = { policyVersion: null, calendarVersionId: null, targetMinutes: null, countedFrom: null }
  await start(ctx, { ...of, ...target, ...promise })
}

async function start(ctx: Context, clock: NewClock): Promise<void> {
  const id = await insertClock(ctx, clock)
  if (id !== undefined) await refreshClock(ctx, id)
}

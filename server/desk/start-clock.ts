import type { Plan } from '@bellwether/contract/customers.ts'
import { type Context, now } from '../platform/context.ts'
import { continuePromise, insertClock, type NewClock } from './clock.store.ts'
import type { IncidentWait } from './desk.tables.ts'
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
  await start(ctx, { ticketId: ticket.id, handOffId: null, incidentId: null, name, startedAt, ...target })
}

/** Starts a clock of a team that is asked, in the hours of the team. */
export async function startHandOffClock(
  ctx: Context,
  of: { ticketId: string; handOffId: string },
  clock: { name: 'acknowledge' | 'answer'; startedAt: Date; targetMinutes: number; calendarVersionId: string },
): Promise<void> {
  const target = { policyVersion: null, countedFrom: clock.startedAt, promisedAt: null }
  await start(ctx, { incidentId: null, ...of, ...target, ...clock })
}

/** Starts a clock that is due at an instant which somebody promised. */
export async function startPromise(
  ctx: Context,
  of: { ticketId: string; handOffId?: string; incidentId?: string },
  promise: { name: 'promise' | 'acknowledge' | 'answer'; startedAt: Date; promisedAt: Date },
): Promise<void> {
  const target = { policyVersion: null, calendarVersionId: null, targetMinutes: null, countedFrom: null }
  await start(ctx, { handOffId: null, incidentId: null, ...of, ...target, ...promise })
}

/** What was promised of an incident is owed again: its clock runs on. */
export async function resumePromise(
  ctx: Context,
  ticketId: string,
  { id: incidentId, by }: IncidentWait,
): Promise<void> {
  if (await continuePromise(ctx, ticketId, incidentId)) return
  const [startedAt, promisedAt] = [now(ctx), new Date(by)]
  const promise = { name: 'promise' as const, startedAt: startedAt < promisedAt ? startedAt : promisedAt, promisedAt }
  await startPromise(ctx, { ticketId, incidentId }, promise)
}

async function start(ctx: Context, clock: NewClock): Promise<void> {
  const id = await insertClock(ctx, clock)
  if (id !== undefined) await refreshClock(ctx, id)
}

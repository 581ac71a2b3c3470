import type { Plan } from '@bellwether/contract/customers.ts'
import { type Context, now } from '../platform/context.ts'
import { paused, resumed } from './clock.rules.ts'
import { type ClockName, continueClock, findStopped, insertClock, type NewClock, setPauses } from './clock.store.ts'
import type { IncidentWait } from './desk.tables.ts'
import { refreshClock } from './refresh-clock.ts'
import { findTarget } from './targets/policy.store.ts'

/** The targets that hold for a customer now; those of the plan "free" for whoever is no customer. */
export const targetsFor = (ctx: Context, customer: { plan: Plan } | null, isUrgent: boolean) =>
  findTarget(ctx, { plan: customer?.plan ?? 'free', isUrgent })

type CustomerClock = 'first-response' | 'next-response' | 'resolution'

/** Which of the targets of a customer is that of a clock; null for a clock that has none of them. */
export function targetOf(
  name: ClockName,
  { firstMinutes, nextMinutes, resolutionMinutes }: Awaited<ReturnType<typeof targetsFor>>,
): number | null {
  if (name === 'first-response') return firstMinutes
  if (name === 'next-response') return nextMinutes
  return name === 'resolution' ? resolutionMinutes : null
}

/**
 * Starts a clock of a customer, where there is a target for it. It is the same promise for a first letter, a later
 * one, a ticket that is reopened and an answer that did not arrive.
 */
export async function startCustomerClock(
  ctx: Context,
  ticket: { id: string; isUrgent: boolean; customer: { plan: Plan } | null },
  { name, startedAt }: { name: CustomerClock; startedAt: Date },
): Promise<void> {
  const targets = await targetsFor(ctx, ticket.customer, ticket.isUrgent)
  const targetMinutes = targetOf(name, targets)
  if (targetMinutes === null) return
  const { policyVersion, calendarVersionId } = targets
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
  const stopped = await findStopped(ctx, { ticketId, name: 'promise', incidentId })
  if (stopped) return continueClock(ctx, stopped.id)
  const [startedAt, promisedAt] = [now(ctx), new Date(by)]
  const promise = { name: 'promise' as const, startedAt: startedAt < promisedAt ? startedAt : promisedAt, promisedAt }
  await startPromise(ctx, { ticketId, incidentId }, promise)
}

/** A ticket that was resolved goes on: so does the clock of the whole, without the time in between. */
export async function resumeResolution(ctx: Context, ticketId: string): Promise<void> {
  const stopped = await findStopped(ctx, { ticketId, name: 'resolution', incidentId: null })
  if (!stopped?.stoppedAt) return
  await continueClock(ctx, stopped.id)
  await setPauses(ctx, stopped.id, resumed(paused(stopped.pauses, stopped.stoppedAt), now(ctx)))
  await refreshClock(ctx, stopped.id)
}

async function start(ctx: Context, clock: NewClock): Promise<void> {
  const id = await insertClock(ctx, clock)
  if (id !== undefined) await refreshClock(ctx, id)
}

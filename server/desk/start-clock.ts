import type { Calendar } from '@bellwether/contract/calendar.ts'
import type { Plan } from '@bellwether/contract/customers.ts'
import { type Context, now } from '../platform/context.ts'
import { dueOf, paused, resumed } from './clock.rules.ts'
import { type ClockName, continueClock, findStopped, insertClocks, type NewClock, setPauses } from './clock.store.ts'
import type { IncidentWait } from './desk.tables.ts'
import { refreshClock } from './refresh-clock.ts'
import { findTarget } from './targets/policy.store.ts'

/** Whoever is no customer is served by the plan "free". */
export const planOf = (customer: { plan: Plan } | null | undefined): Plan => customer?.plan ?? 'free'

/** The targets that hold for a customer now. */
export const targetsFor = (ctx: Context, customer: { plan: Plan } | null, isUrgent: boolean) =>
  findTarget(ctx, { plan: planOf(customer), isUrgent })

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
 * Starts clocks of a customer, each where there is a target for it. It is the same promise for a first letter, a later
 * one, a ticket that is reopened and an answer that did not arrive.
 */
export async function startCustomerClocks(
  ctx: Context,
  ticket: { id: string; isUrgent: boolean; customer: { plan: Plan } | null },
  { names, startedAt }: { names: readonly CustomerClock[]; startedAt: Date },
): Promise<void> {
  const targets = await targetsFor(ctx, ticket.customer, ticket.isUrgent)
  const { policyVersion, calendarVersionId, calendar } = targets
  const of = { ticketId: ticket.id, handOffId: null, incidentId: null, startedAt }
  const clocks = names.flatMap((name) => {
    const targetMinutes = targetOf(name, targets)
    if (targetMinutes === null) return []
    return [{ ...of, name, policyVersion, calendarVersionId, targetMinutes, countedFrom: startedAt, promisedAt: null }]
  })
  await insertClocks(
    ctx,
    clocks.map((clock) => startedIn(clock, calendar)),
  )
}

/** What a clock of a team that is asked counts: a target in the hours of the team, or until an instant. */
export type TeamClock = { readonly targetMinutes: number } | { readonly promisedAt: Date }

/** Starts both clocks of a team that is asked. */
export async function startTeamClocks(
  ctx: Context,
  of: { ticketId: string; handOffId: string; startedAt: Date },
  {
    hours: { calendarVersionId, calendar },
    ...clocks
  }: { hours: { calendarVersionId: string; calendar: Calendar }; acknowledge: TeamClock; answer: TeamClock },
): Promise<void> {
  const started = (['acknowledge', 'answer'] as const).map((name) => {
    const clock = clocks[name]
    const target =
      'promisedAt' in clock
        ? { ...noTarget, promisedAt: clock.promisedAt }
        : { ...noTarget, ...clock, calendarVersionId, countedFrom: of.startedAt }
    return startedIn({ incidentId: null, ...of, name, ...target }, calendar)
  })
  await insertClocks(ctx, started)
}

const noTarget = {
  policyVersion: null,
  calendarVersionId: null,
  targetMinutes: null,
  countedFrom: null,
  promisedAt: null,
}

/** Starts a clock that is due at an instant which somebody promised to a customer. */
export async function startPromise(
  ctx: Context,
  of: { ticketId: string; incidentId?: string },
  { startedAt, promisedAt }: { startedAt: Date; promisedAt: Date },
): Promise<void> {
  const promise = {
    ...noTarget,
    handOffId: null,
    incidentId: null,
    ...of,
    name: 'promise' as const,
    startedAt,
    promisedAt,
  }
  await insertClocks(ctx, [startedIn(promise, null)])
}

/** A clock that starts, with when it is due. */
const startedIn = (clock: Omit<NewClock, 'dueAt'>, calendar: Calendar | null): NewClock => ({
  ...clock,
  dueAt: dueOf({ ...clock, calendar, pauses: [] }),
})

/** What was promised of an incident is owed again: its clock runs on. */
export async function resumePromise(
  ctx: Context,
  ticketId: string,
  { id: incidentId, by }: IncidentWait,
): Promise<void> {
  const stopped = await findStopped(ctx, { ticketId, name: 'promise', incidentId })
  if (stopped) return continueClock(ctx, stopped.id)
  const [startedAt, promisedAt] = [now(ctx), new Date(by)]
  const begun = startedAt < promisedAt ? startedAt : promisedAt
  await startPromise(ctx, { ticketId, incidentId }, { startedAt: begun, promisedAt })
}

/** A ticket that was resolved goes on: so does the clock of the whole, without the time in between. */
export async function resumeResolution(ctx: Context, ticketId: string): Promise<void> {
  const stopped = await findStopped(ctx, { ticketId, name: 'resolution', incidentId: null })
  if (!stopped?.stoppedAt) return
  await continueClock(ctx, stopped.id)
  await setPauses(ctx, stopped.id, resumed(paused(stopped.pauses, stopped.stoppedAt), now(ctx)))
  await refreshClock(ctx, stopped.id)
}

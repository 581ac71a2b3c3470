import { customersBy } from '../customers/customers.ts'
import { type Context, now } from '../platform/context.ts'
import { asPart } from '../platform/permissions.ts'
import { settleWaitingOn } from './change-ticket.ts'
import { findClocks, responseClocks } from './clock.store.ts'
import { markReopened } from './figures/resolution.store.ts'
import { bringBackRemoved } from './removal/bring-back-removed.ts'
import { isRemoved } from './removal/removal.rules.ts'
import { stillOwner } from './still-owner.ts'
import { resumePromise, resumeResolution, startCustomerClocks } from './start-clock.ts'
import { type TicketRow, updateTicket } from './ticket.store.ts'

/**
 * The customer waits for us, again: the ticket is open, somebody must act, a clock of theirs runs. From spam and the trash it
 * comes back as it was; `isPaged` says that whoever is on call is paged for it besides.
 */
export async function customerWaits(
  ctx: Context,
  as: TicketRow,
  since: Date = now(ctx),
  { isPaged = false }: { isPaged?: boolean } = {},
): Promise<void> {
  const ticket = isRemoved(as) ? await bringBackRemoved(ctx, as, { isPaged }) : as
  if (ticket.state === 'resolved') await openAgain(ctx, ticket, since)
  else await settleWaitingOn(ctx, ticket, { owes: 'support', since })
  await startNextResponse(ctx, ticket, since)
}

/** What was promised of an incident that goes on is owed again, and the clock of the whole runs on. */
async function openAgain(ctx: Context, { id, waitsFor, ...as }: TicketRow, waitingSince: Date): Promise<void> {
  const ownerId = await stillOwner(ctx, as.ownerId)
  const open = { state: 'open', owes: 'support', waitingOn: 'support', ownerId } as const
  await updateTicket(ctx, id, { ...open, resolvedAt: null, waitingSince })
  await markReopened(ctx, id, waitingSince)
  for (const incident of waitsFor) await resumePromise(ctx, id, incident)
  await resumeResolution(ctx, id)
}

/** A clock of theirs that runs goes on: a second letter wins no time. */
export async function startNextResponse(ctx: Context, ticket: TicketRow, startedAt: Date): Promise<void> {
  const clocks = await findClocks(ctx, [ticket.id])
  if (clocks.some(({ name, stoppedAt }) => responseClocks.includes(name) && stoppedAt === null)) return
  await startResponse(ctx, ticket, { name: 'next-response', startedAt })
}

/** A response is owed since then, as its customer was promised it. */
export async function startResponse(
  ctx: Context,
  { id, isUrgent, isOurs, customerId }: TicketRow,
  { name, startedAt }: { name: 'first-response' | 'next-response'; startedAt: Date },
): Promise<void> {
  // Of what we opened for ourselves nobody waits for an answer.
  if (isOurs) return
  const customer = customerId ? (await customersBy(asPart(ctx), 'id', [customerId])).get(customerId) : undefined
  await startCustomerClocks(ctx, { id, isUrgent, customer: customer ?? null }, { names: [name], startedAt })
}

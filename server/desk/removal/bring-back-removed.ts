import { customersBy } from '../../customers/customers.ts'
import type { Context } from '../../platform/context.ts'
import { announce } from '../../platform/events/announce.ts'
import { asPart } from '../../platform/permissions.ts'
import { settleWaitingOn } from '../change-ticket.ts'
import { ticketOpened } from '../desk.events.ts'
import { goOnWithTicket } from '../end-ticket.ts'
import { startCustomerClocks } from '../start-clock.ts'
import { findTicket, type TicketRow, updateTicket } from '../ticket.store.ts'
import { takeRemoval } from './removal.store.ts'

/** For verbs that hold a ticket in spam or the trash: it is as it was before. Returns it so. */
export async function bringBackRemoved(ctx: Context, ticket: TicketRow): Promise<TicketRow> {
  const before = await takeRemoval(ctx, ticket.id)
  if (before === null) await takeIn(ctx, ticket)
  else if (before.state === 'resolved') await updateTicket(ctx, ticket.id, { state: 'resolved' })
  else await goOnWithTicket(ctx, ticket, before.stopped)
  return (await findTicket(ctx, ticket.id)) ?? ticket
}

/** It came as spam and was none: it has waited for us since it came, and so its clocks say. */
async function takeIn(ctx: Context, ticket: TicketRow): Promise<void> {
  const { id, isUrgent, customerId, createdAt } = ticket
  const open = { state: 'open' as const, waitingOn: 'support' as const }
  await updateTicket(ctx, id, { ...open, resolvedAt: null, waitingSince: createdAt })
  await settleWaitingOn(ctx, { ...ticket, ...open }, { owes: 'support' })
  const customer = customerId ? (await customersBy(asPart(ctx), 'id', [customerId])).get(customerId) : undefined
  const names = ['first-response', 'resolution'] as const
  await startCustomerClocks(ctx, { id, isUrgent, customer: customer ?? null }, { names, startedAt: createdAt })
  await announce(ctx, ticketOpened, { ticketId: id })
}

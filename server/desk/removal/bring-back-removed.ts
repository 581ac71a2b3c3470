import { customersBy, findSender } from '../../customers/customers.ts'
import type { Context } from '../../platform/context.ts'
import { announce } from '../../platform/events/announce.ts'
import { asPart } from '../../platform/permissions.ts'
import { settleWaitingOn } from '../change-ticket.ts'
import { ticketOpened } from '../desk.events.ts'
import { goOnWithTicket } from '../end-ticket.ts'
import { mentionedSites } from '../mentioned-sites.ts'
import { findFirstText } from '../message.store.ts'
import { startCustomerClocks } from '../start-clock.ts'
import { findTicket, type TicketRow, updateTicket } from '../ticket.store.ts'
import { takeRemoval } from './removal.store.ts'

/**
 * For verbs that hold a ticket in spam or the trash: it is as it was before, of its customer where its sender is one's by now.
 * Returns it so. `isPaged`: whoever is on call is paged for it besides.
 */
export async function bringBackRemoved(
  ctx: Context,
  as: TicketRow,
  { isPaged = false }: { isPaged?: boolean } = {},
): Promise<TicketRow> {
  const ticket = await adopted(ctx, as)
  const before = await takeRemoval(ctx, ticket.id)
  if (before === null) await takeIn(ctx, ticket)
  else if (before.state === 'resolved') await updateTicket(ctx, ticket.id, { state: 'resolved' })
  else await goOnWithTicket(ctx, ticket, isPaged ? { ...before.stopped, pages: 0 } : before.stopped)
  return (await findTicket(ctx, ticket.id)) ?? ticket
}

/** While it was away nobody looked whose its sender is. */
async function adopted(ctx: Context, ticket: TicketRow): Promise<TicketRow> {
  if (ticket.customerId !== null) return ticket
  const sender = await findSender(asPart(ctx), ticket.contactEmail)
  if (!sender) return ticket
  const text = `${ticket.subject}\n${await findFirstText(ctx, ticket.id)}`
  const its = { customerId: sender.customer.id, mentionedSites: await mentionedSites(ctx, sender.customer.id, text) }
  await updateTicket(ctx, ticket.id, its)
  return { ...ticket, ...its }
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

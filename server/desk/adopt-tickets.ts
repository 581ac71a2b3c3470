import { said } from '@bellwether/contract/said.ts'
import { findSenders, type Sender } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allowJobsOnly, asPart } from '../platform/permissions.ts'
import { finishChange, lockTicket } from './change-ticket.ts'
import { mentionedSites } from './mentioned-sites.ts'
import { findFirstText } from './message.store.ts'
import { findStrangersTickets, updateTicket } from './ticket.store.ts'

const atOnce = 1000

/**
 * Customers changed: an open ticket of somebody who was nobody's belongs to their customer from now on, with
 * their evidence beside it. Its clocks stay: they began under what was known then.
 */
export async function adoptTickets(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  for (let after = 0; ;) {
    const tickets = await findStrangersTickets(ctx, { after, limit: atOnce })
    const senders = await findSenders(
      asPart(ctx),
      tickets.map(({ contactEmail }) => contactEmail),
    )
    for (const { id, contactEmail } of tickets) {
      const sender = senders.get(contactEmail)
      if (sender) await adopt(ctx, id, sender)
    }
    if (tickets.length < atOnce) return
    after = tickets.at(-1)?.number ?? after
  }
}

async function adopt(ctx: Context, ticketId: string, { customer, contact }: Sender): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, ticketId)
    if (ticket.customerId !== null) return
    const text = `${ticket.subject}\n${await findFirstText(ctx, ticketId)}`
    await updateTicket(ctx, ticketId, {
      customerId: customer.id,
      mentionedSites: await mentionedSites(ctx, customer.id, text),
    })
    const { contactEmail } = ticket
    const what =
      contact === null
        ? said`found its customer: ${contactEmail} is at a domain of ${customer.name} by now`
        : said`found its customer: ${contactEmail} is a contact of ${customer.name} by now`
    await finishChange(ctx, ticketId, { action: 'adopt-ticket', what, keepsPlan: true })
  })
}

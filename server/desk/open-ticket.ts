import { findContact } from '../customers/customers.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { actingPerson, finishChange, settleWaitingOn } from './change-ticket.ts'
import { ticketOpened } from './desk.events.ts'
import { sendMessage } from './send-message.ts'
import { startCustomerClocks } from './start-clock.ts'
import { insertTicket } from './ticket.store.ts'

/**
 * Opens a ticket to a customer before they write: support saw it first. Their answer comes back to it. Without a text
 * it waits for us: what they read first is written on it.
 */
export async function openTicket(
  ctx: Context,
  input: { contactEmail: string; subject: string; text: string; signature: string },
): Promise<string> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  return inTransaction(ctx, async (ctx) => {
    const known = await findContact(asPart(ctx), input.contactEmail)
    if (!known) {
      throw new Problem(badInput, undefined, {
        errors: [{ pointer: '/contactEmail', detail: said`No customer has a contact with this address.` }],
      })
    }
    const isWritten = input.text.trim() !== ''
    const holder = isWritten ? 'customer' : 'support'
    const ticket = await insertTicket(ctx, {
      subject: input.subject,
      isUrgent: false,
      customerId: known.customer.id,
      contactName: known.contact.name,
      contactEmail: input.contactEmail.toLowerCase(),
      ownerId: person.id,
      mailboxId: null,
      owes: holder,
      waitingOn: holder,
      waitingSince: now(ctx),
      mentionedSites: [],
      relatedTicketId: null,
      nextDueAt: null,
      lastMessageAt: now(ctx),
      createdAt: now(ctx),
      resolvedAt: null,
      documentedAs: null,
      documentedUrl: null,
      documentedReason: null,
    })
    const startedAt = now(ctx)
    const { customer } = known
    await startCustomerClocks(ctx, { id: ticket.id, isUrgent: false, customer }, { names: ['resolution'], startedAt })
    if (isWritten)
      await sendMessage(ctx, ticket, { text: input.text, signature: input.signature, author: person, kind: 'reply' })
    await settleWaitingOn(ctx, ticket)
    await announce(ctx, ticketOpened, { ticketId: ticket.id })
    await finishChange(ctx, ticket.id, {
      action: 'open-ticket',
      what: said`opened the ticket to write to the customer`,
      keepsPlan: true,
    })
    return ticket.id
  })
}

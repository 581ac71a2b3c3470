import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type CustomerRef, findSender } from '../customers/customers.ts'
import { isOurAddress } from '../mail/mail.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { oneLine } from '../platform/one-line.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { actingAuthor, finishChange, lockTicket } from './change-ticket.ts'
import { deleteNamed, upsertParticipants } from './participant.store.ts'
import { refuseOurs } from './send-message.ts'
import { startCustomerClocks } from './start-clock.ts'
import { type TicketRow, updateTicket } from './ticket.store.ts'

/**
 * Somebody else is who asks: our answers go to them from now on, and the ticket is of their customer. Clocks run on
 * as they do. Whoever asked before takes part, or is left out.
 */
export async function changeContact(
  ctx: Context,
  ticketId: string,
  input: { email: string; name: string; keepsFormer: boolean },
): Promise<void> {
  allow(ctx, 'desk.write')
  const email = input.email.toLowerCase()
  if (isOurAddress(ctx, email)) {
    const detail = said`This is an address of this desk.`
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/email', detail }] })
  }
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, ticketId)
    if (ticket.contactEmail === email) return refuseOurs(ticket)
    const known = await findSender(asPart(ctx), email)
    const contactName = known?.contact?.name ?? (oneLine(input.name) || email)
    const customerId = known?.customer.id ?? null
    await updateTicket(ctx, ticketId, { contactEmail: email, contactName, customerId, isOurs: false })
    await deleteNamed(ctx, ticketId, email)
    const [at, by] = [now(ctx), actingAuthor(ctx).id]
    const former = { ticketId, address: ticket.contactEmail, name: ticket.contactName, addedAt: at, addedBy: by }
    // A colleague who noted something for us is no part of what goes to a customer.
    const left = input.keepsFormer && !ticket.isOurs ? {} : { removedAt: at, removedBy: by }
    await upsertParticipants(ctx, [{ ...former, ...left }])
    await startWhole(ctx, ticket, known?.customer)
    const what = said`made ${email} the requester, instead of ${ticket.contactEmail}`
    await finishChange(ctx, ticketId, {
      action: 'change-contact',
      what,
      keepsPlan: true,
      detail: { from: ticket.contactEmail, to: email },
    })
  })
}

/** Of what we opened for ourselves somebody outside waits from now on: the time in which it is to be solved runs. */
async function startWhole(ctx: Context, { id, isUrgent, isOurs }: TicketRow, customer?: CustomerRef): Promise<void> {
  const names = ['resolution'] as const
  if (isOurs)
    await startCustomerClocks(ctx, { id, isUrgent, customer: customer ?? null }, { names, startedAt: now(ctx) })
}

import { otherCustomer } from '@bellwether/contract/desk.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { finishChange } from './change-ticket.ts'
import { customerWaits } from './customer-waits.ts'
import { intoOurs, isOfOneCustomer, lockBoth } from './merging/merge-ticket.ts'
import { findMessage, type MessageRow } from './message.store.ts'
import { findHasOtherWords, findIsAnswered, refileMessage } from './split.store.ts'
import { takeOff } from './split-ticket.ts'
import { findLiveTicket } from './ticket.store.ts'
import { lowerReading } from './unread/unread.store.ts'

/**
 * What a customer wrote belongs on another ticket, and waits there since they wrote it, unless they have heard from us there
 * since. Moved back it is where it was; a ticket that it opened again stays open. Returns the ticket on which it is.
 */
export async function moveMessage(
  ctx: Context,
  id: string,
  input: { messageId: string; into: string | number; acrossCustomers: boolean },
): Promise<string> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const target = await findLiveTicket(ctx, String(input.into))
    if (!target) throw new Problem(notFound, said`There is no such ticket.`)
    if (target.id === id) throw refused('/into', said`Choose another ticket.`)
    const { from, into } = await lockBoth(ctx, id, target.id)
    if (into.isOurs) throw intoOurs(into)
    const message = await movable(ctx, from.id, input.messageId)
    if (!input.acrossCustomers && !(await isOfOneCustomer(ctx, from, into))) throw new Problem(otherCustomer)
    await takeOff(ctx, from, message, into.id)
    await refileMessage(ctx, message.id)
    await lowerReading(ctx, { ticketId: into.id, place: message.place })
    if (!(await findIsAnswered(ctx, into.id, message.at))) await customerWaits(ctx, into, message.at)
    const detail = { from: from.id, into: into.id, messageId: message.id }
    const by = message.authorName || (message.authorEmail ?? '')
    const [away, here] = [
      said`moved a message of ${by} to #${into.number}`,
      said`moved a message of ${by} here from #${from.number}`,
    ]
    await finishChange(ctx, from.id, { action: 'move-message', what: away, detail })
    await finishChange(ctx, into.id, { action: 'take-message', what: here, detail })
    return into.id
  })
}

const refused = (pointer: string, detail: string): Problem =>
  new Problem(badInput, undefined, { errors: [{ pointer, detail }] })

async function movable(ctx: Context, ticketId: string, messageId: string): Promise<MessageRow> {
  const message = await findMessage(ctx, ticketId, messageId)
  if (!message) throw new Problem(notFound, said`There is no such message on this ticket.`)
  if (message.direction === 'out' || message.isAutomatic)
    throw refused('/messageId', said`Choose a message that the customer wrote.`)
  if (await findHasOtherWords(ctx, ticketId, messageId)) return message
  throw refused('/messageId', said`They wrote nothing else on this ticket: merge it instead.`)
}

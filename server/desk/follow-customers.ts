import { said } from '@bellwether/contract/said.ts'
import { customersBy, findMerge } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allowJobsOnly, asPart } from '../platform/permissions.ts'
import { finishChange } from './change-ticket.ts'
import { deleteMovedTicket, findMovedTickets, insertMovedTicket } from './moved-ticket.store.ts'
import { findTicketForUpdate, findTicketIdsOf, updateTicket } from './ticket.store.ts'

/** Customers were merged, or that was undone: their tickets are where it stands now, in whatever order that is heard. */
export async function followCustomers(ctx: Context, { mergeId }: { mergeId: string }): Promise<void> {
  allowJobsOnly(ctx)
  const merge = await findMerge(asPart(ctx), mergeId)
  if (!merge) return
  const into = (await customersBy(asPart(ctx), 'id', [merge.intoId])).get(merge.intoId)
  if (!into) return
  if (!merge.isUndone) {
    const what = said`moved this to ${into.name}, into which ${merge.fromName} was merged`
    for (const id of await findTicketIdsOf(ctx, merge.fromId))
      await move(ctx, id, { mergeId, fromId: merge.fromId, toId: into.id, what })
    return
  }
  const what = said`moved this back to ${merge.fromName}, which is a customer of its own again`
  for (const id of await findMovedTickets(ctx, mergeId))
    await move(ctx, id, { mergeId, fromId: into.id, toId: merge.fromId, what, isBack: true })
}

interface Move {
  readonly mergeId: string
  readonly fromId: string
  readonly toId: string
  readonly what: string
  readonly isBack?: true
}

async function move(ctx: Context, ticketId: string, { mergeId, fromId, toId, what, isBack }: Move): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const ticket = await findTicketForUpdate(ctx, ticketId)
    if (isBack) await deleteMovedTicket(ctx, { mergeId, ticketId })
    if (ticket?.customerId !== fromId) return
    if (!isBack) await insertMovedTicket(ctx, { mergeId, ticketId })
    await updateTicket(ctx, ticketId, { customerId: toId })
    await finishChange(ctx, ticketId, { action: 'follow-customer', what, keepsPlan: true })
  })
}

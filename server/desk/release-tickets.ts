import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { finishChange } from './change-ticket.ts'
import { findTicketIdsOf, findTicketForUpdate, updateTicket } from './ticket.store.ts'

/** A customer is there no more, since their import was undone: their tickets are of nobody, as before it. */
export async function releaseTickets(ctx: Context, { customerId }: { customerId: string }): Promise<void> {
  allowJobsOnly(ctx)
  for (const id of await findTicketIdsOf(ctx, customerId)) {
    await inTransaction(ctx, async (ctx) => {
      const ticket = await findTicketForUpdate(ctx, id)
      if (ticket?.customerId !== customerId) return
      await updateTicket(ctx, id, { customerId: null, mentionedSites: [] })
      await finishChange(ctx, id, {
        action: 'release-ticket',
        what: said`lost its customer, whose import was undone`,
        keepsPlan: true,
      })
    })
  }
}

import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { personName } from '../people/people.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { finishChange, lockLiveTicket } from './change-ticket.ts'
import { updateTicket } from './ticket.store.ts'

/** Acknowledging the page of a ticket claims it, unless somebody has it already. */
export async function claimPagedTicket(
  ctx: Context,
  page: { aboutModule: string; aboutId: string; personId: string },
): Promise<void> {
  allowJobsOnly(ctx)
  if (page.aboutModule !== 'desk') return
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockLiveTicket(ctx, page.aboutId)
    if (ticket.ownerId || ticket.state !== 'open') return
    await updateTicket(ctx, ticket.id, { ownerId: page.personId })
    const { name } = await personName(ctx, page.personId)
    await finishChange(ctx, ticket.id, {
      action: 'claim-ticket',
      who: name,
      what: said`acknowledged the page and owns the ticket`,
      detail: { personId: page.personId },
    })
  })
}

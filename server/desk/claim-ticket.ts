import { conflict } from '@bellwether/contract/problem.ts'
import { acknowledgePagesAbout } from '../pager/pager.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { actingPerson, finishChange, lockOpenTicket } from './change-ticket.ts'
import type { Owned } from './sorting/give-ticket.ts'
import { updateTicket } from './ticket.store.ts'

/** Makes whoever is signed in the owner; a ticket of somebody else only on purpose. Returns whose it was; null: theirs. */
export async function claimTicket(ctx: Context, id: string, input: { takeOver: boolean }): Promise<Owned | null> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  return inTransaction(ctx, async (ctx) => {
    const ticket = await lockOpenTicket(ctx, id)
    if (ticket.ownerId === person.id) return null
    if (ticket.ownerId && !input.takeOver) throw new Problem(conflict, 'Somebody else claimed this ticket.')
    await updateTicket(ctx, id, { ownerId: person.id })
    await acknowledgePagesAbout(asPart(ctx), { module: 'desk', id })
    await finishChange(ctx, id, {
      action: 'claim-ticket',
      what: ticket.ownerId ? 'took the ticket over' : 'claimed the ticket',
    })
    return { ownerId: ticket.ownerId }
  })
}

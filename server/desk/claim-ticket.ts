import { conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { acknowledgePagesAbout } from '../pager/pager.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { actingPerson, finishChange, lockOpenTicket } from './change-ticket.ts'
import { pageAgain } from './page-support.ts'
import { giveTicket, type Owned } from './sorting/give-ticket.ts'
import { updateTicket } from './ticket.store.ts'

/** Whose a ticket was before somebody claimed it, and what was acknowledged by that. */
export interface Claimed extends Owned {
  readonly by: string
  readonly pages: number
}

/** Makes whoever is signed in the owner; a ticket of somebody else only on purpose. Returns what that changed; null: nothing. */
export async function claimTicket(ctx: Context, id: string, input: { takeOver: boolean }): Promise<Claimed | null> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  return inTransaction(ctx, async (ctx) => {
    const { ownerId } = await lockOpenTicket(ctx, id)
    if (ownerId === person.id) return null
    if (ownerId && !input.takeOver) throw new Problem(conflict, said`Somebody else claimed this ticket.`)
    await updateTicket(ctx, id, { ownerId: person.id })
    const pages = await acknowledgePagesAbout(asPart(ctx), { module: 'desk', id })
    await finishChange(ctx, id, {
      action: 'claim-ticket',
      what: ownerId ? said`took the ticket over` : said`claimed the ticket`,
    })
    return { ownerId, by: person.id, pages }
  })
}

/** Gives back what was claimed, while it is still theirs. Whom a page called calls again: nobody has it now. */
export async function undoClaim(ctx: Context, id: string, { ownerId, by, pages }: Claimed): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    await giveTicket(ctx, id, { to: ownerId, from: by })
    if (pages > 0 && ownerId === null) await pageAgain(ctx, id)
  })
}

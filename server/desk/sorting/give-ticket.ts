import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { personName, staffById } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, lockTicket } from '../change-ticket.ts'
import { updateTicket } from '../ticket.store.ts'

export interface Owned {
  readonly ownerId: string | null
}

/**
 * Gives a ticket to somebody on staff, or to nobody; where `from` is said, only while that is its owner. Returns whose it
 * was; null where it was theirs before.
 */
export async function giveTicket(
  ctx: Context,
  id: string,
  { to, from }: { to: string | null; from?: string | null },
): Promise<Owned | null> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const { ownerId } = await lockTicket(ctx, id)
    if (ownerId === to) return null
    if (from !== undefined && ownerId !== from) throw new Problem(conflict, await whoOwnsIt(ctx, ownerId))
    const owner = to === null ? null : await onStaff(ctx, to)
    await updateTicket(ctx, id, { ownerId: to })
    const what = owner ? said`gave the ticket to ${owner.name}` : said`gave the ticket back to the queue`
    await finishChange(ctx, id, { action: 'give-ticket', what, detail: { from: ownerId, to } })
    return { ownerId }
  })
}

const whoOwnsIt = async (ctx: Context, ownerId: string | null): Promise<string> =>
  ownerId === null ? said`Nobody owns it by now.` : said`${(await personName(ctx, ownerId)).name} owns it by now.`

async function onStaff(ctx: Context, personId: string) {
  const [person] = await staffById(ctx, [personId])
  if (person) return person
  const detail = said`Choose somebody who is on staff.`
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/act/to', detail }] })
}

import { tooManyParticipants } from '@bellwether/contract/desk.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { isOurAddress } from '../mail/mail.ts'
import { oneLine } from '../platform/one-line.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { finishChange, lockTicket } from './change-ticket.ts'
import { participantsMax } from './participant.rules.ts'
import { upsertParticipants } from './participant.store.ts'
import { participantAddresses } from './participants.ts'

/** Lets somebody take part whom no mail named, or who was taken out. */
export async function addParticipant(
  ctx: Context,
  ticketId: string,
  input: { address: string; name: string },
): Promise<void> {
  allow(ctx, 'desk.write')
  const address = input.address.toLowerCase()
  if (isOurAddress(ctx, address)) {
    const detail = said`This is an address of this desk.`
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/address', detail }] })
  }
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, ticketId)
    const there = await participantAddresses(ctx, ticketId)
    if (ticket.contactEmail === address || there.includes(address)) return
    if (there.length >= participantsMax) throw new Problem(tooManyParticipants)
    const addedBy = ctx.actor.kind === 'person' ? ctx.actor.personId : null
    await upsertParticipants(ctx, [{ ticketId, address, name: oneLine(input.name), addedAt: now(ctx), addedBy }])
    await finishChange(ctx, ticketId, {
      action: 'add-participant',
      what: said`let ${address} take part`,
      detail: { address },
    })
  })
}

import { type Context, now } from '../platform/context.ts'
import { ourAddress } from '../platform/mail/our-address.ts'
import type { ReceivedMail } from '../platform/mail/receive-mail.ts'
import { insertChange } from './message.store.ts'
import { newParticipants, participantsMax } from './participant.rules.ts'
import { findNamed, upsertParticipants } from './participant.store.ts'
import type { TicketRow } from './ticket.store.ts'

/**
 * Whom a person's mail on a ticket names, and its sender, take part from now on. A mail in a stolen name or
 * of a list brings nobody, and nothing is sent to anyone here: a person answers and sees who gets it.
 */
export async function bringParticipants(
  ctx: Context,
  ticket: TicketRow,
  { received: { row, mail }, messageId }: { received: ReceivedMail; messageId: string },
): Promise<void> {
  if (!mail.sender || mail.isList || row.senderVerdict === 'forged') return
  const there = await findNamed(ctx, ticket.id)
  const { joining, left } = newParticipants(
    [mail.sender, ...mail.recipients].filter(({ address }) => ourAddress(ctx, address) === undefined),
    {
      known: new Set([ticket.contactEmail, ...there.map(({ address }) => address)]),
      count: there.filter(({ removedAt }) => removedAt === null).length,
    },
  )
  await upsertParticipants(
    ctx,
    joining.map(({ address, name }) => ({ ticketId: ticket.id, address, name, addedAt: row.receivedAt, messageId })),
  )
  if (left === 0) return
  const who = left === 1 ? 'one more person' : `${left} more people`
  const what = `let ${who} whom the mail names take no part: ${participantsMax} people at most do`
  await insertChange(ctx, { ticketId: ticket.id, at: now(ctx), who: 'Bellwether', what })
}

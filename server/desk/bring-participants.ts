import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../platform/context.ts'
import { isOurAddress, type ReceivedMail } from '../mail/mail.ts'
import { insertChange } from './message.store.ts'
import { type Named, newParticipants, participantsMax } from './participant.rules.ts'
import { findNamed, upsertParticipants } from './participant.store.ts'
import type { TicketRow } from './ticket.store.ts'

/**
 * Whom a person's mail on a ticket names, and its sender, take part from now on. A mail in a stolen name or
 * of a list brings nobody, one in a customer's name that is not proven only its sender. Nothing is sent to
 * anyone here: a person answers and sees who gets it.
 */
export async function bringParticipants(
  ctx: Context,
  ticket: TicketRow,
  { received: { row, mail }, messageId, isFirst }: { received: ReceivedMail; messageId: string; isFirst: boolean },
): Promise<void> {
  if (!mail.sender || mail.isList || row.senderVerdict === 'forged') return
  const there = isFirst ? [] : await findNamed(ctx, ticket.id)
  // Whoever writes in a customer's name could otherwise have the answer copied to themselves.
  const mayName = ticket.customerId === null || row.senderVerdict !== 'unproven'
  if (!mayName && mail.recipients.length > 0) await sayUnnamed(ctx, ticket, mail.recipients)
  const { joining, left } = newParticipants(
    [mail.sender, ...(mayName ? mail.recipients : [])].filter(({ address }) => !isOurAddress(ctx, address)),
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
  const what =
    left === 1
      ? said`let one more person whom the mail names take no part: ${participantsMax} people at most do`
      : said`let ${left} more people whom the mail names take no part: ${participantsMax} people at most do`
  await insertChange(ctx, { ticketId: ticket.id, at: now(ctx), who: 'Bellwether', what })
}

async function sayUnnamed(ctx: Context, ticket: TicketRow, named: readonly Named[]): Promise<void> {
  const addresses = named.map(({ address }) => address).filter((address) => !isOurAddress(ctx, address))
  if (addresses.length === 0) return
  const shown = addresses.slice(0, 5).join(', ') + (addresses.length > 5 ? ', …' : '')
  const what = said`let ${shown} take no part, since it is not proven that the customer named them: add whom you know`
  await insertChange(ctx, { ticketId: ticket.id, at: now(ctx), who: 'Bellwether', what })
}

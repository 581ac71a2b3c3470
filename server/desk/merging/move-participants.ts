import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { insertChange } from '../message.store.ts'
import { participantsMax } from '../participant.rules.ts'
import { findNamed, upsertParticipants } from '../participant.store.ts'
import type { TicketRow } from '../ticket.store.ts'

/**
 * The people of a merged ticket, its contact first, take part in the one that goes on, while there is room. Returns the
 * addresses of those who came along.
 */
export async function moveParticipants(ctx: Context, from: TicketRow, into: TicketRow): Promise<string[]> {
  const there = await findNamed(ctx, into.id)
  const known = new Set([into.contactEmail, ...there.map(({ address }) => address)])
  const contact = { address: from.contactEmail, name: from.contactName, addedAt: now(ctx), removedAt: null }
  // A colleague who noted something for us is no part of what goes to a customer.
  const asked = from.isOurs ? [] : [contact]
  const coming = [...asked, ...(await findNamed(ctx, from.id))].filter(({ address }) => !known.has(address))
  const [moving, takenOut] = [coming.filter((one) => !one.removedAt), coming.filter((one) => one.removedAt)]
  const room = Math.max(0, participantsMax - there.filter(({ removedAt }) => removedAt === null).length)
  // Whom a person took out stays out.
  const rows = [...moving.slice(0, room), ...takenOut].map((one) => ({ ...one, id: undefined, ticketId: into.id }))
  await upsertParticipants(ctx, rows)
  const came = rows.map(({ address }) => address)
  const left = moving.slice(room).map(({ address }) => address)
  if (left.length === 0) return came
  const what = said`left out of the ticket, which has ${participantsMax} people: ${left.join(', ')}`
  await insertChange(ctx, { ticketId: into.id, at: now(ctx), who: 'Bellwether', what })
  return came
}

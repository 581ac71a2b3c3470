import { type Context, now } from '../platform/context.ts'
import { insertChange } from './message.store.ts'
import { deleteParticipants } from './merge.store.ts'
import { participantsMax } from './participant.rules.ts'
import { findNamed, upsertParticipants } from './participant.store.ts'
import type { TicketRow } from './ticket.store.ts'

/** The people of a merged ticket, its contact first, take part in the one that goes on, while there is room. */
export async function moveParticipants(ctx: Context, from: TicketRow, into: TicketRow): Promise<void> {
  const there = await findNamed(ctx, into.id)
  const known = new Set([into.contactEmail, ...there.map(({ address }) => address)])
  const contact = { address: from.contactEmail, name: from.contactName, addedAt: now(ctx), removedAt: null }
  const coming = [contact, ...(await findNamed(ctx, from.id))].filter(({ address }) => !known.has(address))
  const [moving, takenOut] = [coming.filter((one) => !one.removedAt), coming.filter((one) => one.removedAt)]
  const room = Math.max(0, participantsMax - there.filter(({ removedAt }) => removedAt === null).length)
  // Whom a person took out stays out.
  const rows = [...moving.slice(0, room), ...takenOut].map((one) => ({ ...one, ticketId: into.id }))
  await upsertParticipants(ctx, rows)
  await deleteParticipants(ctx, from.id)
  const left = moving.slice(room).map(({ address }) => address)
  if (left.length === 0) return
  const what = `left out of the ticket, which has ${participantsMax} people: ${left.join(', ')}`
  await insertChange(ctx, { ticketId: into.id, at: now(ctx), who: 'Bellwether', what })
}

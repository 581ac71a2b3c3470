import type { z } from 'zod'
import { type BegunDraft, begunMax } from '@bellwether/contract/desk.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { showOnly } from '../../platform/events/announce.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow } from '../../platform/permissions.ts'
import { actingPerson } from '../change-ticket.ts'
import { draftKept } from '../desk.events.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { seeTicket } from '../see-ticket.ts'
import { deleteDraft, findBegun, findDrafts, upsertDraft } from './draft.store.ts'

/** What somebody has written on a ticket and not sent; nobody else reads it. */
export async function listDrafts(ctx: Context, ticketId: string) {
  allow(ctx, 'desk.write')
  const { id: personId } = actingPerson(ctx)
  await seeTicket(ctx, ticketId)
  const rows = await findDrafts(ctx, { personId, ticketId })
  return rows.map(({ kind, text, at }) => ({ kind, text, at }))
}

/** What whoever asks has written on any ticket and not sent, the newest first. A program writes nothing here. */
export async function listBegun(ctx: Context): Promise<Presented<z.input<typeof BegunDraft>>[]> {
  allow(ctx, 'desk.read')
  const person = personOf(ctx.actor)
  if (!person) return []
  const rows = await findBegun(ctx, person.personId, begunMax)
  return rows.map(({ kind, beginning, at, ...ticket }) => ({ ticket, kind, beginning, at }))
}

/** Keeps what somebody is writing, instead of what they had written; an empty text forgets it. Returns when. */
export async function keepDraft(
  ctx: Context,
  of: { ticketId: string; kind: 'reply' | 'note' },
  text: string,
): Promise<Date> {
  allow(ctx, 'desk.write')
  const { id: personId } = actingPerson(ctx)
  const at = now(ctx)
  await inTransaction(ctx, async (ctx) => {
    await seeTicket(ctx, of.ticketId)
    if (text.trim() === '') await deleteDraft(ctx, { ...of, personId })
    else await upsertDraft(ctx, { ...of, personId, text, at })
    await showOnly(ctx, draftKept, { ticketId: of.ticketId })
  })
  return at
}

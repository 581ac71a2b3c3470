import type { Present } from '@bellwether/contract/desk.ts'
import { namesById } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import { showOnly } from '../../platform/events/announce.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import { actingPerson } from '../change-ticket.ts'
import { presenceChanged } from '../desk.events.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { seeTicket } from '../see-ticket.ts'
import { deletePresence, deleteStalePresence, type Doing, findPresent, upsertPresence } from './presence.store.ts'

/** Says that somebody has a ticket open, or has left it. Returns who else has it open. */
export async function notePresence(ctx: Context, ticketId: string, doing: Doing | 'left'): Promise<Present[]> {
  allow(ctx, 'desk.read')
  const { id: personId } = actingPerson(ctx)
  await seeTicket(ctx, ticketId)
  const isNews =
    doing === 'left'
      ? await deletePresence(ctx, ticketId, personId).then(() => true)
      : await upsertPresence(ctx, { ticketId, personId, doing })
  if (isNews) await showOnly(ctx, presenceChanged, { ticketId })
  return presentOthers(ctx, ticketId, personId)
}

/** Who else has a ticket open. */
export async function listPresent(ctx: Context, ticketId: string): Promise<Present[]> {
  allow(ctx, 'desk.read')
  await seeTicket(ctx, ticketId)
  return presentOthers(ctx, ticketId, personOf(ctx.actor)?.personId ?? null)
}

async function presentOthers(ctx: Context, ticketId: string, exceptId: string | null): Promise<Present[]> {
  const rows = await findPresent(ctx, ticketId, exceptId)
  const names = await namesById(ctx, { people: rows.map(({ personId }) => personId) })
  return rows.map(({ personId, doing }) => ({ person: names.person(personId), doing }))
}

/** Keeps small what is asked all the time. */
export async function forgetPresence(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await deleteStalePresence(ctx)
}

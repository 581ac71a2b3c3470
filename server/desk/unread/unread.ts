import type { z } from 'zod'
import type { UnreadTicket } from '@bellwether/contract/desk.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { unreadMax } from '@bellwether/contract/unread-max.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { showOnly } from '../../platform/events/announce.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, lockUnmergedTicket } from '../change-ticket.ts'
import { ticketRead } from '../desk.events.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { seeTicket } from '../see-ticket.ts'
import { upsertLook } from './look.store.ts'
import { findPlace, findUnreadOn, findUnreadTickets, setFollowing } from './unread.store.ts'

/** What others wrote on tickets of whoever asks, as far as they have not read it. */
export async function listUnread(ctx: Context): Promise<Presented<z.input<typeof UnreadTicket>>[]> {
  allow(ctx, 'desk.read')
  const person = personOf(ctx.actor)
  if (!person) return []
  const rows = await findUnreadTickets(ctx, person.personId, unreadMax)
  return rows.map(({ ticketId, number, subject, isOwn, count, firstId, ...newest }) => ({
    ticket: { id: ticketId, number, subject },
    isOwn,
    count,
    firstId,
    newest,
  }))
}

/** Whoever asks has read a ticket up to an entry. Returns what is left; their other screens hear of it. */
export async function lookAtTicket(ctx: Context, ticketId: string, entryId: string): Promise<number> {
  allow(ctx, 'desk.read')
  const { id: personId } = actingPerson(ctx)
  return inTransaction(ctx, async (ctx) => {
    await seeTicket(ctx, ticketId)
    const place = await findPlace(ctx, ticketId, entryId)
    if (place === undefined) throw new Problem(notFound, said`There is no such entry on this ticket.`)
    await noteLook(ctx, { personId, ticketId, place })
    return (await findUnreadOn(ctx, personId, ticketId)).count
  })
}

/** For verbs: whoever acts has read a ticket up to an entry, whether they opened it or not. */
export async function lookUpTo(ctx: Context, ticketId: string, entryId: string): Promise<void> {
  const person = personOf(ctx.actor)
  const place = await findPlace(ctx, ticketId, entryId)
  if (!person || place === undefined) return
  await noteLook(ctx, { personId: person.personId, ticketId, place })
}

/** Where they had not read as far before, their other screens hear of it. */
async function noteLook(ctx: Context, look: { personId: string; ticketId: string; place: number }): Promise<void> {
  if (await upsertLook(ctx, look)) await showOnly(ctx, ticketRead, { ticketId: look.ticketId })
}

/** Whoever asks is told what others write on a ticket, or no more. */
export async function followTicket(ctx: Context, ticketId: string, isFollowing: boolean): Promise<void> {
  allow(ctx, 'desk.read')
  const { id: personId } = actingPerson(ctx)
  await inTransaction(ctx, async (ctx) => {
    await seeTicket(ctx, ticketId)
    await lockUnmergedTicket(ctx, ticketId)
    await setFollowing(ctx, { personId, ticketId, isFollowing })
    const about = { module: 'desk', id: ticketId }
    await recordAudit(ctx, { action: 'desk.follow-ticket', about, detail: { isFollowing } })
    await showOnly(ctx, ticketRead, { ticketId })
  })
}

import { otherCustomer, teamStillAsked, ticketMerged } from '@bellwether/contract/desk.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { movePagesAbout } from '../../pager/pager.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { announce } from '../../platform/events/announce.ts'
import { allow, asPart } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, lockTicket, settleWaitingOn } from '../change-ticket.ts'
import { ticketMerged as ticketWasMerged } from '../desk.events.ts'
import { markReopened } from '../figures/resolution.store.ts'
import { hasOpenHandOff } from '../hand-offs/hand-off.store.ts'
import { refreshClock } from '../refresh-clock.ts'
import { takesPart } from '../thread-mail.ts'
import { findLiveTicket, findTicket, type TicketRow, updateTicket } from '../ticket.store.ts'
import { moveReading } from '../unread/unread.store.ts'
import { waitsOnNobody } from '../waiting-on.rules.ts'
import { insertMerge, setCame } from './merge-record.store.ts'
import { mergedFacts, mergedWaits } from './merge.rules.ts'
import { lockMerging, moveClocks, moveTalk } from './merge.store.ts'
import { moveParticipants } from './move-participants.ts'
import { stoodOf } from './unmerge.rules.ts'

/**
 * Merges a ticket into another, or into the one that this was merged into: what was said moves there, the
 * ticket ends and keeps its number. Returns the id of the ticket that goes on; to repeat it is harmless.
 */
export async function mergeTicket(
  ctx: Context,
  id: string,
  input: { into: string | number; acrossCustomers: boolean },
): Promise<string> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    await lockMerging(ctx)
    const target = await targetOf(ctx, id, String(input.into))
    if (target.isDone) return target.intoId
    const { from, into } = await lockBoth(ctx, id, target.intoId)
    if (into.isOurs && !from.isOurs) throw intoOurs(into)
    if (await hasOpenHandOff(ctx, from.id))
      throw new Problem(teamStillAsked, said`Wait for the answer on #${from.number}, or withdraw its question, first.`)
    if (!input.acrossCustomers && !(await isOfOneCustomer(ctx, from, into))) throw new Problem(otherCustomer)
    await merge(ctx, from, into)
    return into.id
  })
}

/** For verbs: what a customer wrote goes on where they hear from us. */
export const intoOurs = ({ number }: Pick<TicketRow, 'number'>): Problem =>
  new Problem(badInput, undefined, {
    errors: [
      { pointer: '/into', detail: said`#${number} is a ticket of our own, on which no customer hears from us.` },
    ],
  })

/** Where it leads to; a merge that was done before is known by that. */
async function targetOf(ctx: Context, id: string, asked: string): Promise<{ intoId: string; isDone: boolean }> {
  const from = await findTicket(ctx, id)
  const into = await findLiveTicket(ctx, asked)
  if (!from || !into) throw new Problem(notFound, said`There is no such ticket.`)
  if (from.mergedIntoId !== null) {
    const live = await findLiveTicket(ctx, id)
    if (live?.id !== into.id) throw new Problem(ticketMerged, said`It goes on in #${live?.number ?? ''}.`)
    return { intoId: into.id, isDone: true }
  }
  if (into.id !== from.id) return { intoId: into.id, isDone: false }
  const isItself = asked === from.id || asked === String(from.number)
  if (!isItself) throw new Problem(ticketMerged, said`The other ticket was merged into #${from.number} before.`)
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/into', detail: said`Choose another ticket.` }] })
}

/** In the one order in which every verb locks tickets: nobody waits in a circle. */
/** For verbs: two tickets, neither merged nor removed, in the order in which every verb holds them. */
export async function lockBoth(
  ctx: Context,
  fromId: string,
  intoId: string,
): Promise<{ from: TicketRow; into: TicketRow }> {
  const rows = new Map<string, TicketRow>()
  for (const id of [fromId, intoId].toSorted()) rows.set(id, await lockTicket(ctx, id))
  const [from, into] = [rows.get(fromId), rows.get(intoId)]
  if (!from || !into) throw new Problem(notFound)
  return { from, into }
}

/** Nobody reads what another customer wrote unless a person says so. */
export async function isOfOneCustomer(ctx: Context, from: TicketRow, into: TicketRow): Promise<boolean> {
  if (from.customerId !== null && into.customerId !== null) return from.customerId === into.customerId
  return (await takesPart(ctx, into, from.contactEmail)) || takesPart(ctx, from, into.contactEmail)
}

async function merge(ctx: Context, from: TicketRow, into: TicketRow): Promise<void> {
  const both = { fromId: from.id, intoId: into.id }
  const mergeId = await insertMerge(ctx, both, { from: stoodOf(from), into: stoodOf(into) })
  // Before what was said moves: it is told apart by where it stands.
  const followers = await moveReading(ctx, both)
  await moveTalk(ctx, both)
  for (const runningId of await moveClocks(ctx, both)) await refreshClock(ctx, runningId)
  const addresses = await moveParticipants(ctx, from, into)
  const pages = await movePagesAbout(asPart(ctx), {
    from: { module: 'desk', id: from.id },
    to: { module: 'desk', id: into.id, path: `/tickets/${into.number}` },
  })
  await setCame(ctx, mergeId, { intoId: into.id, addresses, followers, pages })
  await updateTicket(ctx, into.id, mergedFacts(from, into))
  await settleMerged(ctx, from, into)
  await updateTicket(ctx, from.id, {
    state: 'merged',
    mergedIntoId: into.id,
    resolvedAt: from.resolvedAt ?? now(ctx),
    ...waitsOnNobody(now(ctx)),
  })
  await announce(ctx, ticketWasMerged, { ticketId: from.id, intoId: into.id })
  const detail = { from: from.id, into: into.id }
  await finishChange(ctx, from.id, { action: 'merge-ticket', what: said`merged this into #${into.number}`, detail })
  await finishChange(ctx, into.id, { action: 'take-in-ticket', what: said`merged #${from.number} into this`, detail })
}

/** What came along counts: answers that support has not gone on from, and a customer who waits for us. */
async function settleMerged(ctx: Context, from: TicketRow, into: TicketRow): Promise<void> {
  const isReopened = into.state === 'resolved' && from.state === 'open'
  if (into.state !== 'open' && !isReopened) return
  if (isReopened) await markReopened(ctx, into.id, from.waitingSince)
  const owes = isReopened || from.waitingOn === 'support' ? from.owes : into.owes
  const waitsFor = mergedWaits(from, into)
  await settleWaitingOn(ctx, { ...into, state: 'open' }, { owes, waitsFor, since: from.waitingSince })
}

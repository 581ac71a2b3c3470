import { ticketMerged, ticketRemoved } from '@bellwether/contract/desk.ts'
import { conflict, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { movePagesBack } from '../../pager/pager.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow, asPart } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, settleWaitingOn } from '../change-ticket.ts'
import { startNextResponse } from '../customer-waits.ts'
import { insertResolution, unmarkReopened } from '../figures/resolution.store.ts'
import { pageAgain } from '../page-support.ts'
import { refreshClock } from '../refresh-clock.ts'
import { isRemoved } from '../removal/removal.rules.ts'
import { stillOwner } from '../still-owner.ts'
import { findTicket, findTicketForUpdate, type TicketRow, updateTicket } from '../ticket.store.ts'
import { waitsOnNobody } from '../waiting-on.rules.ts'
import {
  findClocksOfMerge,
  findLaterMerge,
  findMergeOf,
  findWentOn,
  markUndone,
  type MergeRow,
  movePartsBack,
  replaceClocks,
} from './merge-record.store.ts'
import { lockMerging } from './merge.store.ts'
import { clocksApart, factsApart, type Stood, wasAnswered } from './unmerge.rules.ts'

/**
 * Takes two tickets apart that were merged, whenever that was: what was said on the one goes back to it with its numbers and
 * its people, and both stand as they did, as far as nothing was written since. What was answered meanwhile was for both.
 * Returns the id of the ticket that is one of its own again.
 */
export async function unmergeTicket(ctx: Context, idOrNumber: string): Promise<string> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    await lockMerging(ctx)
    const found = await findTicket(ctx, idOrNumber)
    if (!found) throw new Problem(notFound, said`There is no such ticket.`)
    if (found.mergedIntoId === null) throw new Problem(conflict, said`#${found.number} is merged into none.`)
    const merge = await findMergeOf(ctx, found.id)
    if (!merge)
      throw new Problem(
        conflict,
        said`#${found.number} was merged before merges were kept: split its messages off instead.`,
      )
    const { from, into } = await lockBoth(ctx, merge)
    const later = await findLaterMerge(ctx, merge)
    if (later !== undefined)
      throw new Problem(conflict, said`#${later} was merged into #${into.number} later: undo that first.`)
    await takeApart(ctx, merge, { from, into })
    return from.id
  })
}

async function lockBoth(ctx: Context, { fromId, intoId }: MergeRow): Promise<{ from: TicketRow; into: TicketRow }> {
  const rows = new Map<string, TicketRow | undefined>()
  for (const id of [fromId, intoId].toSorted()) rows.set(id, await findTicketForUpdate(ctx, id))
  const [from, into] = [rows.get(fromId), rows.get(intoId)]
  if (!from || !into) throw new Problem(notFound, said`There is no such ticket.`)
  if (into.mergedIntoId !== null)
    throw new Problem(ticketMerged, said`#${into.number} was merged as well since: take that apart first.`)
  if (isRemoved(into)) throw new Problem(ticketRemoved)
  return { from, into }
}

async function takeApart(
  ctx: Context,
  merge: MergeRow,
  { from, into }: { from: TicketRow; into: TicketRow },
): Promise<void> {
  const wentOn = await findWentOn(ctx, merge)
  const clocks = await findClocksOfMerge(ctx, merge)
  const apart = clocksApart(clocks, { fromId: from.id, wentOn })
  await movePartsBack(ctx, merge)
  const leftIds = clocks.left.map(({ id }) => id)
  await replaceClocks(ctx, leftIds, apart)
  for (const { id, stoppedAt } of apart) if (stoppedAt === null) await refreshClock(ctx, id)
  const isAnswered = wasAnswered(clocks.before, apart, from.id)
  await standAgain(ctx, from, { stood: merge.before.from, into, isAnswered })
  await goOnAlone(ctx, merge, { into, wentOn })
  for (const { id } of [from, into]) await keepClock(ctx, id)
  await bringPagesBack(ctx, merge, from)
  await markUndone(ctx, merge)
  const detail = { from: from.id, into: into.id }
  const action = 'unmerge-ticket'
  await finishChange(ctx, from.id, {
    action,
    what: said`undid the merge into #${into.number}`,
    detail,
    keepsPlan: true,
  })
  await finishChange(ctx, into.id, { action: 'let-go-ticket', what: said`undid the merge of #${from.number}`, detail })
}

/** The ticket is one of its own: as it was, or resolved with the other one. */
async function standAgain(
  ctx: Context,
  from: TicketRow,
  { stood, into, isAnswered }: { stood: Stood; into: TicketRow; isAnswered: boolean },
): Promise<void> {
  const alone = { mergedIntoId: null, waitsFor: JSON.stringify(stood.waitsFor) }
  if (stood.state !== 'open' || into.state === 'resolved') {
    const resolvedAt = stood.resolvedAt === null ? (into.resolvedAt ?? now(ctx)) : new Date(stood.resolvedAt)
    await updateTicket(ctx, from.id, { ...alone, state: 'resolved', resolvedAt, ...waitsOnNobody(resolvedAt) })
    if (stood.state === 'open') await insertResolution(ctx, { ticketId: from.id, resolvedAt, resolvedBy: null })
    return
  }
  // An answer there was none to what we opened for ourselves.
  const isTheirTurn = isAnswered && !from.isOurs
  const owes = isTheirTurn ? 'customer' : stood.owes
  const ownerId = await stillOwner(ctx, from.ownerId)
  await updateTicket(ctx, from.id, { ...alone, state: 'open', resolvedAt: null, waitingOn: owes, ownerId })
  await waitAgain(ctx, { ...from, waitsFor: stood.waitsFor }, { stood, owes, isAsBefore: !isTheirTurn })
}

/** Waits on whom it has to, derived anew, and where it stands as before since then; put away until then as well. */
async function waitAgain(
  ctx: Context,
  ticket: TicketRow,
  { stood, owes, isAsBefore }: { stood: Stood; owes: TicketRow['owes']; isAsBefore: boolean },
): Promise<void> {
  const since = isAsBefore ? new Date(stood.waitingSince) : now(ctx)
  const before = { state: 'open' as const, waitingOn: 'nobody' as const, returnedAt: dateOf(stood.returnedAt) }
  await settleWaitingOn(ctx, { ...ticket, ...before }, { owes, since })
  const snoozedUntil = dateOf(stood.snoozedUntil)
  if (isAsBefore && snoozedUntil !== null && snoozedUntil > now(ctx))
    await updateTicket(ctx, ticket.id, { snoozedUntil })
}

const dateOf = (instant: string | null): Date | null => (instant === null ? null : new Date(instant))

/** The other one goes on without it: as it stood, unless it went on since. */
async function goOnAlone(ctx: Context, { before }: MergeRow, { into, wentOn }: { into: TicketRow; wentOn: boolean }) {
  const { waitsFor, ...facts } = factsApart(into, before, { wentOn })
  await updateTicket(ctx, into.id, { ...facts, waitsFor: JSON.stringify(waitsFor) })
  if (into.state !== 'open') return
  const stood = before.into
  if (stood.state === 'resolved' && !wentOn) {
    const resolvedAt = dateOf(stood.resolvedAt) ?? now(ctx)
    await updateTicket(ctx, into.id, { state: 'resolved', resolvedAt, ...waitsOnNobody(resolvedAt) })
    return unmarkReopened(ctx, into.id)
  }
  const snoozedUntil = into.snoozedUntil
  if (!wentOn) await waitAgain(ctx, { ...into, waitsFor }, { stood, owes: stood.owes, isAsBefore: true })
  else await settleWaitingOn(ctx, { ...into, waitsFor })
  // What somebody put away since stays so.
  if (snoozedUntil !== null) await updateTicket(ctx, into.id, { snoozedUntil })
}

/** Whoever waits for us has a clock that runs, whatever became of the one that did. */
async function keepClock(ctx: Context, id: string): Promise<void> {
  const ticket = await findTicket(ctx, id)
  if (ticket?.state === 'open' && ticket.owes === 'support') await startNextResponse(ctx, ticket, ticket.waitingSince)
}

/** Whom a page called for it is called for it, and not for the other one. */
async function bringPagesBack(ctx: Context, { pages, intoId }: MergeRow, { id, number }: TicketRow): Promise<void> {
  const to = { module: 'desk', id, path: `/tickets/${number}` }
  const moved = await movePagesBack(asPart(ctx), { from: { module: 'desk', id: intoId }, to, ids: pages })
  const ticket = await findTicket(ctx, id)
  if (moved === 0 && ticket?.isUrgent && ticket.ownerId === null && ticket.owes === 'support') await pageAgain(ctx, id)
}

import { ticketMerged, ticketRemoved } from '@bellwether/contract/desk.ts'
import { conflict, notFound } from '@bellwether/contract/problem.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, settleWaitingOn } from '../change-ticket.ts'
import { insertResolution, unmarkReopened } from '../figures/resolution.store.ts'
import { refreshClock } from '../refresh-clock.ts'
import { isRemoved } from '../removal/removal.rules.ts'
import { findTicket, findTicketForUpdate, type TicketRow, updateTicket } from '../ticket.store.ts'
import { waitsOnNobody } from '../waiting-on.rules.ts'
import {
  findClocksOfMerge,
  findMergeOf,
  findWroteSince,
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
    if (!found) throw new Problem(notFound, 'There is no such ticket.')
    if (found.mergedIntoId === null) throw new Problem(conflict, `#${found.number} is merged into none.`)
    const merge = await findMergeOf(ctx, found.id)
    if (!merge)
      throw new Problem(
        conflict,
        `#${found.number} was merged before merges were kept: split its messages off instead.`,
      )
    const { from, into } = await lockBoth(ctx, merge)
    await takeApart(ctx, merge, { from, into })
    return from.id
  })
}

async function lockBoth(ctx: Context, { fromId, intoId }: MergeRow): Promise<{ from: TicketRow; into: TicketRow }> {
  const rows = new Map<string, TicketRow | undefined>()
  for (const id of [fromId, intoId].toSorted()) rows.set(id, await findTicketForUpdate(ctx, id))
  const [from, into] = [rows.get(fromId), rows.get(intoId)]
  if (!from || !into) throw new Problem(notFound, 'There is no such ticket.')
  if (into.mergedIntoId !== null)
    throw new Problem(ticketMerged, `#${into.number} was merged as well since: take that apart first.`)
  if (isRemoved(into)) throw new Problem(ticketRemoved)
  return { from, into }
}

async function takeApart(
  ctx: Context,
  merge: MergeRow,
  { from, into }: { from: TicketRow; into: TicketRow },
): Promise<void> {
  const wrote = await findWroteSince(ctx, merge)
  const { before, left } = await findClocksOfMerge(ctx, merge)
  const apart = clocksApart(before, left)
  await movePartsBack(ctx, merge)
  await replaceClocks(
    ctx,
    left.map(({ id }) => id),
    apart,
  )
  for (const { id, stoppedAt } of apart) if (stoppedAt === null) await refreshClock(ctx, id)
  await standAgain(ctx, from, { stood: merge.before.from, into, isAnswered: wasAnswered(before, apart, from.id) })
  await goOnAlone(ctx, merge, { into, wrote })
  await markUndone(ctx, merge)
  const detail = { from: from.id, into: into.id }
  const action = 'unmerge-ticket'
  await finishChange(ctx, from.id, { action, what: `undid the merge into #${into.number}`, detail, keepsPlan: true })
  await finishChange(ctx, into.id, { action: 'let-go-ticket', what: `undid the merge of #${from.number}`, detail })
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
  const open = { state: 'open' as const, waitingOn: stood.waitingOn, returnedAt: dateOf(stood.returnedAt) }
  await updateTicket(ctx, from.id, { ...alone, ...open, resolvedAt: null, waitingSince: new Date(stood.waitingSince) })
  const owes = isAnswered ? 'customer' : stood.owes
  await settleWaitingOn(ctx, { ...from, ...open, waitsFor: stood.waitsFor }, { owes })
  const snoozedUntil = dateOf(stood.snoozedUntil)
  if (snoozedUntil !== null && snoozedUntil > now(ctx) && !isAnswered)
    await updateTicket(ctx, from.id, { snoozedUntil })
}

const dateOf = (instant: string | null): Date | null => (instant === null ? null : new Date(instant))

/** The other one goes on without it: as it stood, unless somebody wrote since. */
async function goOnAlone(ctx: Context, { before }: MergeRow, { into, wrote }: { into: TicketRow; wrote: boolean }) {
  const { waitsFor, ...facts } = factsApart(into, before)
  await updateTicket(ctx, into.id, { ...facts, waitsFor: JSON.stringify(waitsFor) })
  if (into.state !== 'open') return
  const stood = before.into
  if (stood.state === 'resolved' && !wrote) {
    const resolvedAt = dateOf(stood.resolvedAt) ?? now(ctx)
    await updateTicket(ctx, into.id, { state: 'resolved', resolvedAt, ...waitsOnNobody(resolvedAt) })
    return unmarkReopened(ctx, into.id)
  }
  if (wrote) return settleWaitingOn(ctx, { ...into, waitsFor })
  const { waitingOn, waitingSince, returnedAt, owes } = stood
  const waiting = { waitingOn, waitingSince: new Date(waitingSince), returnedAt: dateOf(returnedAt) }
  await updateTicket(ctx, into.id, waiting)
  await settleWaitingOn(ctx, { ...into, ...waiting, waitsFor }, { owes })
}

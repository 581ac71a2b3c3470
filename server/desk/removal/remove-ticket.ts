import { blockedSendersMax, type RemovedState, teamStillAsked } from '@bellwether/contract/desk.ts'
import { conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingAuthor, finishChange, lockUnmergedTicket } from '../change-ticket.ts'
import { stopTicket } from '../end-ticket.ts'
import { hasOpenHandOff } from '../hand-offs/hand-off.store.ts'
import { type TicketRow, updateTicket } from '../ticket.store.ts'
import { countBlocked, deleteBlocked, insertBlocked } from './blocked-sender.store.ts'
import { blockedAs, blockTrouble } from './blocked-senders.ts'
import { bringBackRemoved } from './bring-back-removed.ts'
import { isRemovedState } from './removal.rules.ts'
import { insertRemoval } from './removal.store.ts'

/** What removing changed, to be brought back. */
export interface Removed {
  /** Where the ticket was: in the queue, or removed already. */
  readonly was: RemovedState | 'queue'
  /** Its sender was blocked with it, and had not been before. */
  readonly isBlocked: boolean
}

const moved: Readonly<Record<RemovedState, string>> = {
  spam: said`moved the ticket to spam`,
  trash: said`moved the ticket to the trash`,
}

const movedAndBlocked: Readonly<Record<RemovedState, string>> = {
  spam: said`moved the ticket to spam, and blocked its sender`,
  trash: said`moved the ticket to the trash, and blocked its sender`,
}

/**
 * Takes a ticket out of the queue, as spam or into the trash: nothing of it waits or runs until it is restored. A team that
 * is asked is told first, by taking the question back. Returns what undoing needs; null where it was there before.
 */
export async function removeTicket(
  ctx: Context,
  id: string,
  { into, blocksSender }: { into: RemovedState; blocksSender: boolean },
): Promise<Removed | null> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const ticket = await lockUnmergedTicket(ctx, id)
    const isBlocked = blocksSender && (await block(ctx, ticket))
    const was = isRemovedState(ticket.state) ? ticket.state : 'queue'
    if (was === into && !isBlocked) return null
    if (was === 'queue') await takeOut(ctx, ticket, into)
    else await updateTicket(ctx, id, { state: into })
    const what = (isBlocked ? movedAndBlocked : moved)[into]
    await finishChange(ctx, id, { action: 'remove-ticket', what, detail: { into, blocksSender } })
    return { was, isBlocked }
  })
}

/** False where they were blocked before, or may not be: the ticket goes all the same. */
async function block(ctx: Context, { customerId, contactEmail }: TicketRow): Promise<boolean> {
  if (customerId !== null || (await blockTrouble(ctx, contactEmail)) !== undefined) return false
  if ((await countBlocked(ctx)) >= blockedSendersMax) return false
  return (await insertBlocked(ctx, contactEmail, actingAuthor(ctx).id)) !== undefined
}

async function takeOut(ctx: Context, ticket: TicketRow, into: RemovedState): Promise<void> {
  if (ticket.state !== 'open') {
    await updateTicket(ctx, ticket.id, { state: into })
    return insertRemoval(ctx, ticket.id, { state: 'resolved' })
  }
  if (await hasOpenHandOff(ctx, ticket.id)) throw new Problem(teamStillAsked)
  await insertRemoval(ctx, ticket.id, { state: 'open', stopped: await stopTicket(ctx, ticket, into) })
}

export interface Restored {
  readonly from: RemovedState
  /** Its sender was blocked, and is no more. */
  readonly isUnblocked: boolean
}

/**
 * Back from spam or the trash, as it was before. Whose mail is no spam is blocked no more, unless that is by their domain: then
 * the ticket says so. Returns what undoing needs; null where it was in neither.
 */
export async function restoreTicket(ctx: Context, id: string): Promise<Restored | null> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const ticket = await lockUnmergedTicket(ctx, id)
    const { state: from, contactEmail } = ticket
    if (!isRemovedState(from)) return null
    const isUnblocked = from === 'spam' && (await deleteBlocked(ctx, contactEmail))
    const still = from === 'spam' && ticket.customerId === null ? await blockedAs(ctx, contactEmail) : undefined
    await bringBack(ctx, ticket, { from, isUnblocked, still })
    return { from, isUnblocked }
  })
}

interface Returning {
  readonly from: RemovedState
  readonly isUnblocked?: boolean
  /** As what its sender is still blocked. */
  readonly still?: string | undefined
}

async function bringBack(ctx: Context, ticket: TicketRow, returning: Returning): Promise<void> {
  await bringBackRemoved(ctx, ticket)
  const what = restored(returning)
  await finishChange(ctx, ticket.id, { action: 'restore-ticket', what, keepsPlan: true })
}

function restored({ from, isUnblocked = false, still }: Returning): string {
  if (from === 'trash') return said`restored the ticket from the trash`
  if (still === undefined)
    return isUnblocked
      ? said`restored the ticket from spam, and unblocked its sender`
      : said`restored the ticket from spam`
  return isUnblocked
    ? said`restored the ticket from spam, and unblocked its sender: its sender is still blocked, by ${still}`
    : said`restored the ticket from spam: its sender is still blocked, by ${still}`
}

/** The restoring was a mistake: back to where it was, its sender blocked again. */
export async function undoRestoring(ctx: Context, id: string, { from, isUnblocked }: Restored): Promise<void> {
  allow(ctx, 'desk.write')
  await removeTicket(ctx, id, { into: from, blocksSender: isUnblocked })
}

/** The removal was a mistake: the ticket is where it was, unless somebody moved it since, and its sender is blocked no more. */
export async function undoRemoval(
  ctx: Context,
  id: string,
  { was, isBlocked, left }: Removed & { left: RemovedState },
): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockUnmergedTicket(ctx, id)
    if (ticket.state !== left) throw new Problem(conflict, said`It was moved since.`)
    if (isBlocked) await deleteBlocked(ctx, ticket.contactEmail)
    if (was === 'queue') await bringBack(ctx, ticket, { from: left })
    else if (was !== left) await removeTicket(ctx, id, { into: was, blocksSender: false })
  })
}

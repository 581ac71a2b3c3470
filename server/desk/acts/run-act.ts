import type { StoredActor } from '../../platform/audit/stored-actor.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { showOnly } from '../../platform/events/announce.ts'
import type { JobKind } from '../../platform/jobs/start-jobs.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { sendJobs } from '../../platform/jobs/send-jobs.ts'
import { actWentOn } from '../desk.events.ts'
import { asNow } from '../as-now.ts'
import { refusalOf } from '../refusal-of.ts'
import { actOn, undoOn } from './act-kinds.ts'
import { type ActRow, type ActTicketRow, findAct, findActTickets, settleActTicket, updateAct } from './act.store.ts'

export const actQueue = 'desk.act-on-tickets'

/** Whoever asked sees how far it is after so many. */
const ticketsAtOnce = 25

/** Does to many tickets what somebody asked for, or brings it back; started again, it goes on where it stopped. */
export const actOnTicketsJob: JobKind = {
  queue: actQueue,
  verb: (ctx, { actId }) => runAct(ctx, actId ?? ''),
}

async function runAct(ctx: Context, actId: string): Promise<void> {
  allowJobsOnly(ctx)
  // Read each time: it may be undone before it has come to its end.
  const row = await findAct(ctx, actId)
  if (!row) return
  const some = await findActTickets(ctx, actId, row.undoAskedAt === null ? 'waiting' : 'done', ticketsAtOnce)
  if (some.length === 0) return finishAct(ctx, row)
  for (const ticket of some) {
    await ctx.requests.goFirst()
    await settleOne(ctx, row, ticket)
  }
  // Behind what others have asked for meanwhile.
  await inTransaction(ctx, async (ctx) => {
    await sendJobs(ctx, [{ queue: actQueue, data: { actId } }])
    await showOnly(ctx, actWentOn, { actId })
  })
}

/**
 * In a transaction of its own. What refuses, or breaks, is this ticket alone; where the records are away all of it is
 * tried again with the job.
 */
async function settleOne(ctx: Context, row: ActRow, ticket: ActTicketRow): Promise<void> {
  const isUndoing = row.undoAskedAt !== null
  try {
    await inTransaction(ctx, (ctx) => (isUndoing ? undoOne(ctx, row, ticket) : actOnOne(ctx, row, ticket)))
  } catch (error) {
    const reason = refusalOf(ctx, error)
    if (isUndoing) await settleActTicket(ctx, ticket, 'done', { state: 'kept', reason })
    else await settleActTicket(ctx, ticket, 'waiting', { state: 'refused', reason })
  }
}

/** For verbs, in their transaction: does it to one ticket, unless another worker did. */
export async function actOnOne(ctx: Context, { act, actor }: ActRow, ticket: ActTicketRow): Promise<void> {
  if (!(await settleActTicket(ctx, ticket, 'waiting', { state: 'done' }))) return
  const before = await actOn(await asNow(ctx, actor), ticket.ticketId, act, ticket)
  if (before !== null) await settleActTicket(ctx, ticket, 'done', { state: 'done', before })
}

/** For verbs, in their transaction: brings it back on one ticket, as whoever undoes it. */
export async function undoOne(ctx: Context, { act, undoActor }: ActRow, ticket: ActTicketRow): Promise<void> {
  if (!(await settleActTicket(ctx, ticket, 'done', { state: 'undone' }))) return
  await undoOn(await asNow(ctx, undoActor as StoredActor), ticket.ticketId, ticket.before as object, act)
}

/** For verbs: nothing of it is left to do. */
export async function finishAct(ctx: Context, { id, undoAskedAt, finishedAt }: ActRow): Promise<void> {
  const at = now(ctx)
  await inTransaction(ctx, async (ctx) => {
    await updateAct(ctx, id, undoAskedAt === null ? { finishedAt: at } : { finishedAt: finishedAt ?? at, undoneAt: at })
    await showOnly(ctx, actWentOn, { actId: id })
  })
}

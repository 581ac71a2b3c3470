import { alreadySent, staleReply, type UnsentReply } from '@bellwether/contract/desk.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { actorName } from '../../platform/audit/record-audit.ts'
import { actorOf, asStored, storedActor } from '../../platform/audit/stored-actor.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { eachApart } from '../../platform/each-apart.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingAuthor, finishChange, lockOpenTicket } from '../change-ticket.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { chosenCopies } from '../participants.ts'
import { refuseWhoLeft } from '../refuse-who-left.ts'
import { promisedIn, refuseStale, type Reply, replyToTicket } from '../reply-to-ticket.ts'
import { presentUnsent } from './present-unsent.ts'
import {
  deleteUnsent,
  findDueReplies,
  findUnsentBy,
  findUnsentForUpdate,
  findWaiting,
  insertUnsent,
  stopUnsent,
  type UnsentRow,
} from './unsent.store.ts'

const listedMax = 100
const yearMilliseconds = 366 * 86_400_000

/** Keeps a reply until it goes out; one that nobody could send now is refused now. */
export async function replyLater(ctx: Context, ticketId: string, reply: Reply, sendAt: Date): Promise<void> {
  allow(ctx, 'desk.write')
  const author = actingAuthor(ctx)
  const nextUpdateBy = promisedIn(ctx, reply)
  if (sendAt.getTime() - now(ctx).getTime() > yearMilliseconds)
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/sendAt', detail: 'Choose a time within a year.' }] })
  await inTransaction(ctx, async (ctx) => {
    await lockOpenTicket(ctx, ticketId)
    await refuseStale(ctx, ticketId, reply)
    await chosenCopies(ctx, ticketId, reply.cc)
    const isAlone = await insertUnsent(ctx, {
      ticketId,
      actor: JSON.stringify(storedActor(ctx)),
      personId: author.id,
      text: reply.text,
      cc: reply.cc ? [...reply.cc] : null,
      nextUpdateBy,
      seenMessageId: reply.seenMessageId,
      thenAct: reply.thenAct ? JSON.stringify(reply.thenAct) : null,
      askedAt: now(ctx),
      sendAt,
      reason: null,
    })
    if (!isAlone) throw await otherWaits(ctx, ticketId)
    await finishChange(ctx, ticketId, { action: 'reply-later', detail: { sendAt } })
  })
}

async function otherWaits(ctx: Context, ticketId: string): Promise<Problem> {
  const other = await findWaiting(ctx, ticketId)
  const name = other ? actorName(actorOf(other.actor)) : 'Somebody'
  return new Problem(staleReply, `A reply of ${name} is about to go out. Wait for it, or take it back.`)
}

/** Takes a reply back before it goes out, or puts away one that was stopped. Returns its ticket. */
export async function takeBackReply(ctx: Context, id: string): Promise<string> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const { ticketId } = await lockUnsent(ctx, id)
    await deleteUnsent(ctx, id)
    await finishChange(ctx, ticketId, { action: 'take-back-reply' })
    return ticketId
  })
}

async function lockUnsent(ctx: Context, id: string): Promise<UnsentRow> {
  const row = await findUnsentForUpdate(ctx, id)
  if (!row) throw new Problem(alreadySent)
  return row
}

/** Sends now what was to go out later. Returns its ticket. */
export async function sendUnsent(ctx: Context, id: string): Promise<string> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const row = await lockUnsent(ctx, id)
    await send(ctx, row)
    return row.ticketId
  })
}

/** For verbs, in their transaction: it goes out, with what comes then, as whoever wrote it; once. */
async function send(ctx: Context, row: UnsentRow): Promise<void> {
  await refuseWhoLeft(ctx, row.actor)
  await replyToTicket(asStored(ctx, row.actor), row.ticketId, {
    text: row.text,
    seenMessageId: row.seenMessageId,
    confirmStale: false,
    nextUpdateBy: row.nextUpdateBy?.toISOString() ?? null,
    cc: row.cc ?? undefined,
    thenAct: row.thenAct,
  })
  await deleteUnsent(ctx, row.id)
}

/** Sends what is due. What must be looked at again is kept, and said on every screen of who wrote it. */
export async function sendDueReplies(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await eachApart(await findDueReplies(ctx), (id) => sendDue(ctx, id))
}

async function sendDue(ctx: Context, id: string): Promise<void> {
  try {
    await inTransaction(ctx, async (ctx) => {
      const row = await findUnsentForUpdate(ctx, id)
      if (row?.state === 'waiting' && row.sendAt <= now(ctx)) await send(ctx, row)
    })
  } catch (error) {
    if (!(error instanceof Problem) || error.kind.status >= 500) throw error
    await stop(ctx, id, error.errors?.[0]?.detail ?? error.detail ?? error.kind.title)
  }
}

async function stop(ctx: Context, id: string, reason: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const row = await findUnsentForUpdate(ctx, id)
    if (!row || !(await stopUnsent(ctx, id, reason))) return
    await finishChange(ctx, row.ticketId, {
      action: 'stop-reply',
      what: `did not send the reply of ${actorName(actorOf(row.actor))}: ${reason}`,
    })
  })
}

/** The replies of whoever asks that have not gone out. */
export async function listUnsent(ctx: Context): Promise<Presented<UnsentReply>[]> {
  allow(ctx, 'desk.read')
  const person = personOf(ctx.actor)
  return person ? presentUnsent(ctx, await findUnsentBy(ctx, person.personId, listedMax)) : []
}

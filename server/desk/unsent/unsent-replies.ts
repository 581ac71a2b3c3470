import { alreadySent, replyWaits, type ThenAct, type UnsentReply } from '@bellwether/contract/desk.ts'
import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorName, recordAudit } from '../../platform/audit/record-audit.ts'
import { actorOf, storedActor } from '../../platform/audit/stored-actor.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { eraseFiles } from '../../platform/files/doomed-file.store.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { asNow } from '../as-now.ts'
import { actingAuthor, finishChange, lockLiveTicket, lockOpenTicket } from '../change-ticket.ts'
import { requireHandOff } from '../hand-offs/hand-off-ticket.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { deleteFilesOfUnsent, giveFilesOfUnsent } from '../files/draft-file.store.ts'
import { keepFilesFor } from '../files/take-files.ts'
import { documentationFault } from '../documentation.rules.ts'
import { chosenCopies } from '../participants.ts'
import { refusalOf } from '../refusal-of.ts'
import { refuseOurs } from '../send-message.ts'
import { asThenAct, promisedIn, refuseStale, type Reply, replyToTicket } from '../reply-to-ticket.ts'
import { wakesAt } from '../sorting/snooze.rules.ts'
import { presentUnsent } from './present-unsent.ts'
import {
  deleteUnsent,
  findDueReplies,
  findUnsentBy,
  findUnsent,
  findUnsentForUpdate,
  findWaiting,
  insertUnsent,
  stopUnsent,
  type UnsentRow,
} from './unsent.store.ts'

const listedMax = 100
const yearMilliseconds = 366 * 86_400_000

/** Keeps a reply until it goes out; one that nobody could send now is refused now. Returns its id as long as it waits. */
export async function replyLater(ctx: Context, ticketId: string, reply: Reply, sendAt: Date): Promise<string> {
  allow(ctx, 'desk.write')
  const author = actingAuthor(ctx)
  const nextUpdateBy = promisedIn(reply, sendAt)
  if (sendAt.getTime() - now(ctx).getTime() > yearMilliseconds)
    throw fault('/sendAt', said`Choose a time within a year.`)
  checkThenAct(reply.thenAct ?? null, { sendAt, nextUpdateBy })
  return inTransaction(ctx, async (ctx) => {
    const ticket = await lockOpenTicket(ctx, ticketId)
    refuseOurs(ticket)
    const { contactEmail } = ticket
    const seenMessageId = await refuseStale(ctx, ticketId, reply)
    const cc = await chosenCopies(ctx, ticketId, reply.cc)
    const act = reply.thenAct
    if (act?.kind === 'hand-off') await asThenAct(() => requireHandOff(ctx, ticketId, act, sendAt))
    const id = await insertUnsent(ctx, {
      ticketId,
      actor: JSON.stringify(storedActor(ctx)),
      personId: author.id,
      text: reply.text,
      signature: reply.signature,
      contactEmail,
      cc: [...cc],
      nextUpdateBy,
      seenMessageId,
      thenAct: reply.thenAct ? JSON.stringify(reply.thenAct) : null,
      askedAt: now(ctx),
      sendAt,
      reason: null,
    })
    if (id === undefined) throw await otherWaits(ctx, ticketId)
    await keepFilesFor(ctx, reply.files, id)
    await finishChange(ctx, ticketId, { action: 'reply-later', detail: { sendAt } })
    return id
  })
}

const fault = (pointer: string, detail: string): Problem =>
  new Problem(badInput, undefined, { errors: [{ pointer, detail }] })

/** What comes then must be possible then, as far as it can be known. */
function checkThenAct(
  act: ThenAct | null,
  { sendAt, nextUpdateBy }: { sendAt: Date; nextUpdateBy: Date | null },
): void {
  if (act?.kind === 'snooze' && new Date(act.until) <= sendAt)
    throw fault('/thenAct/until', said`Choose a time after the reply has gone out.`)
  if (act?.kind === 'snooze' && wakesAt(new Date(act.until), nextUpdateBy) <= sendAt)
    throw fault('/thenAct/until', said`What it promises is due so soon that the ticket would come back at once.`)
  const wrong = act?.kind === 'resolve' && act.documentation ? documentationFault(act.documentation) : undefined
  if (wrong) throw fault(`/thenAct/documentation${wrong.pointer}`, wrong.detail)
}

async function otherWaits(ctx: Context, ticketId: string): Promise<Problem> {
  const other = await findWaiting(ctx, ticketId)
  if (!other) return new Problem(replyWaits)
  return new Problem(replyWaits, said`A reply of ${actorName(actorOf(other.actor))} waits to go out on this ticket.`)
}

/**
 * Takes a reply back before it goes out: whoever does writes on, with its files. Or puts away one that was stopped: nobody
 * does. Returns its ticket.
 */
export async function takeBackReply(ctx: Context, id: string, { forget }: { forget: boolean }): Promise<string> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const row = await lockUnsent(ctx, id)
    const what = isOwn(ctx, row) ? {} : { what: said`took back the reply of ${actorName(actorOf(row.actor))}` }
    // The question that goes with it is nobody else's to write on.
    if (!isOwn(ctx, row) && row.thenAct?.kind === 'hand-off') {
      await stopUnsent(ctx, id, said`${actorName(ctx.actor)} took it back: the team was not asked.`)
    } else {
      if (forget) await eraseFiles(ctx, await deleteFilesOfUnsent(ctx, id))
      else await giveBackFiles(ctx, id)
      await deleteUnsent(ctx, id)
    }
    await finishChange(ctx, row.ticketId, { action: 'take-back-reply', ...what })
    return row.ticketId
  })
}

/** Whoever takes a reply back writes on, with its files. */
async function giveBackFiles(ctx: Context, id: string): Promise<void> {
  const person = personOf(ctx.actor)
  if (person) await giveFilesOfUnsent(ctx, id, person.personId)
}

const isPrivate = ({ thenAct }: UnsentRow): boolean => thenAct?.kind === 'hand-off' && thenAct.isPrivate

const isOwn = (ctx: Context, { personId }: UnsentRow): boolean => personOf(ctx.actor)?.personId === personId

async function lockUnsent(ctx: Context, id: string): Promise<UnsentRow> {
  const row = await lockIfUnsent(ctx, id)
  if (!row) throw new Problem(alreadySent)
  return row
}

/** With its ticket, which comes first as in every verb: nobody waits in a circle. */
async function lockIfUnsent(ctx: Context, id: string): Promise<UnsentRow | undefined> {
  const found = await findUnsent(ctx, id)
  if (!found) return undefined
  await lockLiveTicket(ctx, found.ticketId)
  return findUnsentForUpdate(ctx, id)
}

/** Sends now what was to go out later. Returns its ticket. */
export async function sendUnsent(ctx: Context, id: string): Promise<string> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const row = await lockUnsent(ctx, id)
    await send(ctx, row)
    await recordAudit(ctx, { action: 'desk.send-unsent', about: { module: 'desk', id: row.ticketId } })
    return row.ticketId
  })
}

/**
 * For verbs, in their transaction: it goes out, with what comes then, as whoever wrote it; once, and to whom they wrote.
 */
async function send(ctx: Context, row: UnsentRow): Promise<void> {
  const ticket = await lockOpenTicket(ctx, row.ticketId)
  if (ticket.contactEmail !== row.contactEmail)
    throw new Problem(conflict, said`It was written to ${row.contactEmail}; now ${ticket.contactEmail} asks.`)
  await replyToTicket(await asNow(ctx, row.actor), row.ticketId, {
    text: row.text,
    signature: row.signature,
    seenMessageId: row.seenMessageId,
    confirmStale: false,
    nextUpdateBy: row.nextUpdateBy?.toISOString() ?? null,
    cc: row.cc,
    thenAct: stillPossible(row.thenAct, now(ctx)),
    files: { unsentId: row.id },
  })
  await deleteUnsent(ctx, row.id)
}

/** No reply is kept because it was to be put away, or answered, until a time that is over. */
function stillPossible(act: ThenAct | null, at: Date): ThenAct | null {
  const isPast = (instant: string | null): boolean => instant !== null && new Date(instant) <= at
  if (act?.kind === 'snooze' && isPast(act.until)) return null
  if (act?.kind === 'hand-off' && isPast(act.dueAt)) return { ...act, dueAt: null }
  return act
}

/** Sends what is due. What must be looked at again is kept, and said on every screen of who wrote it. */
export async function sendDueReplies(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await eachApart(await findDueReplies(ctx), async (id) => {
    await ctx.requests.goFirst()
    await sendDue(ctx, id)
  })
}

async function sendDue(ctx: Context, id: string): Promise<void> {
  try {
    await inTransaction(ctx, async (ctx) => {
      const row = await lockIfUnsent(ctx, id)
      if (row?.state === 'waiting' && row.sendAt <= now(ctx)) await send(ctx, row)
    })
  } catch (error) {
    await stop(ctx, id, refusalOf(ctx, error))
  }
}

async function stop(ctx: Context, id: string, reason: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const row = await lockIfUnsent(ctx, id)
    if (!row || !(await stopUnsent(ctx, id, reason))) return
    const name = actorName(actorOf(row.actor))
    const what = isPrivate(row)
      ? said`did not send the reply of ${name}`
      : said`did not send the reply of ${name}: ${reason}`
    await finishChange(ctx, row.ticketId, { action: 'stop-reply', what })
  })
}

/** The replies of whoever asks that have not gone out. */
export async function listUnsent(ctx: Context): Promise<Presented<UnsentReply>[]> {
  allow(ctx, 'desk.read')
  const person = personOf(ctx.actor)
  return person ? presentUnsent(ctx, await findUnsentBy(ctx, person.personId, listedMax)) : []
}

import { endPagesAbout } from '../pager/pager.ts'
import { type Context, now } from '../platform/context.ts'
import { asPart } from '../platform/permissions.ts'
import { settleWaitingOn } from './change-ticket.ts'
import { type ClockRow, continueClock, customerClocks, findRunning, setPauses, stopClocks } from './clock.store.ts'
import { insertResolution } from './figures/resolution.store.ts'
import { personOf } from './hand-offs/hand-off-visibility.rules.ts'
import { markReturned, type ReturnedAnswer, unmarkReturned } from './hand-offs/hand-off.store.ts'
import { pageAgain } from './page-support.ts'
import { resumeClocks } from './pause-clocks.ts'
import { refreshClock } from './refresh-clock.ts'
import { stillOwner } from './still-owner.ts'
import { type TicketRow, updateTicket } from './ticket.store.ts'
import { waitsOnNobody } from './waiting-on.rules.ts'

/** What the end of a ticket ended with it, and how it stood: it can go on so. Instants in ISO 8601, as JSON keeps them. */
export interface Stopped {
  /** With the pauses that they had, where one of them stood still. */
  readonly clocks: readonly (Pick<ClockRow, 'id' | 'incidentId'> & {
    readonly pauses: ClockRow['pauses'] | undefined
  })[]
  /** How many called somebody. */
  readonly pages: number
  readonly answers: readonly ReturnedAnswer[]
  readonly snoozedUntil: string | null
  readonly waitingOn: TicketRow['waitingOn']
  readonly waitingSince: string
  readonly returnedAt: string | null
}

export interface Ended extends Stopped {
  readonly resolutionId: string
}

/** For verbs that hold an open ticket of which no team is asked: it is resolved, and nothing of it runs any more. */
export async function endTicket(ctx: Context, ticket: TicketRow): Promise<Ended> {
  const stopped = await stopTicket(ctx, ticket, 'resolved')
  const resolvedBy = personOf(ctx.actor)?.personId ?? null
  const resolutionId = await insertResolution(ctx, { ticketId: ticket.id, resolvedAt: now(ctx), resolvedBy })
  return { ...stopped, resolutionId }
}

/** The same for whatever end: nothing of it runs any more, and nobody has to act. */
export async function stopTicket(
  ctx: Context,
  { id, waitingOn, waitingSince, returnedAt, snoozedUntil }: TicketRow,
  state: 'resolved' | 'spam' | 'trash',
): Promise<Stopped> {
  const answers = await markReturned(ctx, id)
  // One that stood still ends with an instant at which it was due.
  const whole = await findRunning(ctx, [id], ['resolution'])
  await resumeClocks(ctx, whole)
  const stopped = await stopClocks(ctx, { ticketId: id }, customerClocks)
  const pausesOf = new Map(whole.map((clock) => [clock.id, clock.pauses]))
  const clocks = stopped.map((clock) => ({ ...clock, pauses: pausesOf.get(clock.id) }))
  const pages = await endPagesAbout(asPart(ctx), { module: 'desk', id })
  await updateTicket(ctx, id, { state, resolvedAt: now(ctx), ...waitsOnNobody(now(ctx)) })
  return {
    clocks,
    pages,
    answers,
    waitingOn,
    waitingSince: waitingSince.toISOString(),
    returnedAt: returnedAt?.toISOString() ?? null,
    snoozedUntil: snoozedUntil?.toISOString() ?? null,
  }
}

/** The end was a mistake: the ticket is open and waits as it did, and its clocks run as if nothing had stopped them. */
export async function goOnWithTicket(ctx: Context, ticket: TicketRow, stopped: Stopped): Promise<void> {
  await unmarkReturned(ctx, stopped.answers)
  // What was promised of an incident that is over since is owed no more.
  const incidents = new Set(ticket.waitsFor.map((one) => one.id))
  for (const clock of stopped.clocks)
    if (clock.incidentId === null || incidents.has(clock.incidentId)) await runOn(ctx, clock)
  const isOver = stopped.waitingOn === 'incident' && ticket.waitsFor.length === 0
  const open = {
    state: 'open' as const,
    ownerId: await stillOwner(ctx, ticket.ownerId),
    waitingOn: isOver ? ticket.owes : stopped.waitingOn,
    returnedAt: stopped.returnedAt === null ? null : new Date(stopped.returnedAt),
  }
  await updateTicket(ctx, ticket.id, { ...open, resolvedAt: null, waitingSince: new Date(stopped.waitingSince) })
  await settleWaitingOn(ctx, { ...ticket, ...open })
  const { snoozedUntil } = stopped
  if (snoozedUntil !== null && new Date(snoozedUntil) > now(ctx))
    await updateTicket(ctx, ticket.id, { snoozedUntil: new Date(snoozedUntil) })
  // Whom a page called is called again.
  if (stopped.pages > 0 && open.ownerId === null) await pageAgain(ctx, ticket.id)
}

/** As if nothing had stopped it: what stood still did so meanwhile. */
async function runOn(ctx: Context, { id, pauses }: Stopped['clocks'][number]): Promise<void> {
  await continueClock(ctx, id)
  if (pauses === undefined) return
  await setPauses(ctx, id, pauses)
  await refreshClock(ctx, id)
}

import type { Plan } from '@bellwether/contract/customers.ts'
import { ticketAlreadyResolved, ticketMerged, ticketRemoved } from '@bellwether/contract/desk.ts'
import { forbidden, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorName, recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { announce } from '../platform/events/announce.ts'
import { Problem } from '../platform/problem.ts'
import { findRunning, refreshNextDue } from './clock.store.ts'
import { ticketChanged } from './desk.events.ts'
import { markChanged } from './mark-changed.store.ts'
import { deriveFacts } from './figures/refresh-facts.ts'
import { findHandOffs } from './hand-offs/hand-off.store.ts'
import { insertChange } from './message.store.ts'
import { pauseClocks, resumeClocks } from './pause-clocks.ts'
import {
  findLiveTicket,
  findTicketForUpdate,
  findUnmergedForUpdate,
  type TicketRow,
  updateTicket,
} from './ticket.store.ts'
import { isRemoved } from './removal/removal.rules.ts'
import { bringsWord, waitingOn, waitsAsBefore } from './waiting-on.rules.ts'

/** The ticket, locked until the transaction ends; one that was merged, or is in spam or the trash, is refused. */
export async function lockTicket(ctx: Context, id: string): Promise<TicketRow> {
  const ticket = await lockUnmergedTicket(ctx, id)
  if (isRemoved(ticket)) throw new Problem(ticketRemoved)
  return ticket
}

/** The same, also from spam and the trash. */
export async function lockUnmergedTicket(ctx: Context, id: string): Promise<TicketRow> {
  const ticket = await findTicketForUpdate(ctx, id)
  if (!ticket) throw new Problem(notFound, said`There is no such ticket.`)
  if (ticket.mergedIntoId === null) return ticket
  const live = await findLiveTicket(ctx, id)
  throw new Problem(ticketMerged, said`It goes on in #${live?.number ?? ''}.`)
}

/** The ticket, or the one in which it goes on since it was merged, locked: what came for it comes there. */
export async function lockLiveTicket(ctx: Context, id: string): Promise<TicketRow> {
  let live: string | undefined = id
  // A merge may have ended while we waited; what is merged is never waited for.
  while (live !== undefined) {
    const ticket = await findUnmergedForUpdate(ctx, live)
    if (ticket) return ticket
    live = (await findLiveTicket(ctx, live))?.id
  }
  throw new Problem(notFound, said`There is no such ticket.`)
}

export async function lockOpenTicket(ctx: Context, id: string): Promise<TicketRow> {
  const ticket = await lockTicket(ctx, id)
  if (ticket.state === 'resolved') throw new Problem(ticketAlreadyResolved)
  return ticket
}

/** The person who acts, or for whom a program acts: who owns a ticket or asks must be there for the answer. */
export function actingPerson({ actor }: Context): { id: string; name: string } {
  if (actor.kind === 'person') return { id: actor.personId, name: actor.name }
  if (actor.kind === 'program' && actor.onBehalfOf) return { id: actor.onBehalfOf.personId, name: actorName(actor) }
  throw new Problem(
    forbidden,
    said`Only a person does this, since the answer comes back to them. Sign in, or make a token that acts on behalf of a person.`,
  )
}

/** Who writes: as above, or a program in its own name, which is nobody's id. */
export function actingAuthor(ctx: Context): { id: string | null; name: string } {
  const { actor } = ctx
  if (actor.kind === 'program' && !actor.onBehalfOf) return { id: null, name: actor.name }
  return actingPerson(ctx)
}

/** What became of a ticket's turn, as far as it is said. */
export interface Turn {
  readonly owes?: TicketRow['owes']
  readonly waitsFor?: TicketRow['waitsFor']
  readonly since?: Date
  /** Who owns the ticket from now on. */
  readonly ownerId?: string
}

/**
 * Writes down who must act now: after a word between us and the customer (`owes` says who owes the next one),
 * after one of an incident, after a change of the ticket's hand-offs, or several of these.
 */
export async function settleWaitingOn(
  ctx: Context,
  ticket: Pick<TicketRow, 'id' | 'state' | 'owes' | 'waitsFor' | 'waitingOn' | 'waitingOnTeams' | 'returnedAt'>,
  { owes = ticket.owes, waitsFor = ticket.waitsFor, since = now(ctx), ...owner }: Turn = {},
): Promise<void> {
  const handOffs = await findHandOffs(ctx, ticket.id)
  const next = waitingOn({ state: ticket.state, owes, waitsFor }, handOffs)
  const isReturned = next.holder === 'support' && handOffs.some(bringsWord)
  const [whole] = await Promise.all([
    findRunning(ctx, [ticket.id], ['resolution']),
    updateTicket(ctx, ticket.id, {
      ...owner,
      owes,
      waitsFor: JSON.stringify(waitsFor),
      waitingOn: next.holder,
      waitingOnTeams: [...next.teamIds],
      privateTeams: [...next.privateTeamIds],
      returnedAt: isReturned ? (ticket.returnedAt ?? since) : null,
      // A word, or a question, brings back what was put away.
      snoozedUntil: null,
      ...(waitsAsBefore(ticket, next) ? {} : { waitingSince: since }),
    }),
  ])
  // The time in which the customer has to act is not ours.
  await (next.holder === 'customer' ? pauseClocks(ctx, whole) : resumeClocks(ctx, whole))
}

/** Ends every change of a ticket: its place in the queue, who did what, and the screens that show it. */
export async function finishChange(
  ctx: Context,
  ticketId: string,
  change: {
    action: string
    what?: string
    who?: string
    detail?: Record<string, unknown>
    /** The ticket came, or has another customer: figures keep the plan that they have now, which is said where it is known. */
    keepsPlan?: true | Plan
  },
): Promise<void> {
  const { action, what, detail } = change
  const who = change.who ?? (ctx.actor.kind === 'job' ? 'Bellwether' : actorName(ctx.actor))
  await Promise.all([
    refreshNextDue(ctx, ticketId),
    markChanged(ctx, [ticketId]),
    change.keepsPlan && deriveFacts(ctx, [ticketId], change.keepsPlan === true ? undefined : change.keepsPlan),
    what && insertChange(ctx, { ticketId, at: now(ctx), who, what }),
    recordAudit(ctx, {
      action: `desk.${action}`,
      about: { module: 'desk', id: ticketId },
      ...(detail ? { detail } : {}),
    }),
    announce(ctx, ticketChanged, { ticketId }),
  ])
}

import { badInput } from '@bellwether/contract/problem.ts'
import { teamAlreadyAsked } from '@bellwether/contract/desk.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { announce } from '../../platform/events/announce.ts'
import { sendMail } from '../../mail/mail.ts'
import { getTeam, staffDirectory } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, finishChange, lockOpenTicket, settleWaitingOn } from '../change-ticket.ts'
import { acknowledgeDueAt } from '../clock.rules.ts'
import { ticketHandedOff } from '../desk.events.ts'
import { findHandOffs, insertHandOff, markReturned } from './hand-off.store.ts'
import { startPromise } from '../start-clock.ts'
import { type TicketRow, updateTicket } from '../ticket.store.ts'

export interface HandOffInput {
  readonly toTeam: string
  readonly question: string
  readonly dueAt: string
  readonly mayReplyToCustomer: boolean
  readonly evidenceLinks: readonly { label: string; url: string }[]
}

/**
 * Asks another team. The team's own clocks start at this instant, whatever happened before; the
 * customer's clock runs on beside them; whoever asks stays the owner.
 */
export async function handOffTicket(ctx: Context, id: string, input: HandOffInput): Promise<void> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  const dueAt = new Date(input.dueAt)
  if (dueAt <= now(ctx)) {
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/dueAt', detail: 'Choose an instant in the future.' }],
    })
  }
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockOpenTicket(ctx, id)
    const team = await getTeam(ctx, input.toTeam)
    const earlier = await findHandOffs(ctx, id)
    if (earlier.some((one) => one.askedTeamId === team.id && one.outcome === null)) throw new Problem(teamAlreadyAsked)
    await markReturned(ctx, id)
    const handOff = await insertHandOff(ctx, {
      ...newHandOff(input),
      ticketId: id,
      round: earlier.length + 1,
      askedBy: person.id,
      askedTeamId: team.id,
      askedAt: now(ctx),
    })
    const startedAt = now(ctx)
    const acknowledgeBy = acknowledgeDueAt(startedAt, dueAt)
    const of = { ticketId: id, handOffId: handOff.id }
    await startPromise(ctx, of, { name: 'acknowledge', startedAt, promisedAt: acknowledgeBy })
    await startPromise(ctx, of, { name: 'answer', startedAt, promisedAt: dueAt })
    if (!ticket.ownerId) await updateTicket(ctx, id, { ownerId: person.id })
    await settleWaitingOn(ctx, ticket, { owes: 'support' })
    await tellTeam(ctx, ticket, { id: team.id, slug: team.slug, question: input.question, dueAt, askedBy: person.name })
    await announce(ctx, ticketHandedOff, { ticketId: id, handOffId: handOff.id, teamId: team.id })
    await finishChange(ctx, id, { action: 'hand-off-ticket', detail: { handOffId: handOff.id, team: team.slug } })
  })
}

const newHandOff = (input: HandOffInput) => ({
  state: 'asked' as const,
  outcome: null,
  question: input.question,
  evidenceLinks: JSON.stringify(input.evidenceLinks),
  mayReplyToCustomer: input.mayReplyToCustomer,
  acknowledgedBy: null,
  acknowledgedAt: null,
  endedBy: null,
  endedAt: null,
  answer: null,
  returnedTo: null,
  nextDueAt: null,
})

/** The asked team hears of it by mail too; their queue is the place where it stays. */
async function tellTeam(
  ctx: Context,
  ticket: TicketRow,
  asked: { id: string; slug: string; question: string; dueAt: Date; askedBy: string },
): Promise<void> {
  const people = await staffDirectory(ctx)
  for (const person of people.filter((one) => one.teams.some((team) => team.id === asked.id))) {
    await sendMail(ctx, {
      kind: 'notice',
      to: person.email,
      subject: `Asked by ${asked.askedBy}: ${ticket.subject}`,
      text: `${asked.question}\n\nDue ${asked.dueAt.toISOString()}\n\n${ctx.baseUrl}/teams/${asked.slug}\n`,
      ticketId: ticket.id,
    })
  }
}

import type { z } from 'zod'
import type { HandOff, TicketSummary, WaitingOn } from '@bellwether/contract/desk.ts'
import { customersBy } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'
import type { Presented } from '../platform/http/handle.ts'
import { type Names, namesById } from '../people/people.ts'
import { asPart } from '../platform/permissions.ts'
import { type ClockRow, findShownClocks, type ShownClock } from './clock.store.ts'
import type { HandOffRow } from './hand-offs/hand-off.store.ts'
import type { TicketRow } from './ticket.store.ts'

export type SummaryAnswer = Presented<z.input<typeof TicketSummary>>
export type HandOffAnswer = Presented<z.input<typeof HandOff>>

/** Rows of the queue as the contract shows them. */
export async function presentTickets(ctx: Context, rows: readonly TicketRow[]): Promise<SummaryAnswer[]> {
  const people = rows.map((row) => row.ownerId)
  const [names, clocks, customers] = await Promise.all([
    namesById(ctx, { people, teams: rows.flatMap((row) => row.waitingOnTeams) }),
    findShownClocks(
      ctx,
      rows.map((row) => row.id),
    ),
    customersBy(
      asPart(ctx),
      'id',
      rows.flatMap((row) => row.customerId ?? []),
    ),
  ])
  const mailboxes = new Map(ctx.mailboxes.all().map(({ id, address, name }) => [id, { id, address, name }]))
  const clocksOf = Map.groupBy(clocks, (clock) => clock.ticketId)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    subject: row.subject,
    state: row.state,
    isUrgent: row.isUrgent,
    customer: (row.customerId && customers.get(row.customerId)) || null,
    contact: { name: row.contactName, email: row.contactEmail },
    owner: row.ownerId ? names.person(row.ownerId) : null,
    mailbox: mailboxes.get(row.mailboxId ?? '') ?? null,
    waitingOn: presentWaitingOn(row, names),
    clocks: (clocksOf.get(row.id) ?? []).map(presentClock),
    nextDueAt: row.nextDueAt,
    messageCount: row.messageCount,
    lastMessageAt: row.lastMessageAt,
    createdAt: row.createdAt,
    isDocumented: row.state !== 'resolved' ? null : row.documentedAs !== null,
  }))
}

function presentWaitingOn(row: TicketRow, names: Names): Presented<z.input<typeof WaitingOn>> {
  const { waitingOn: holder, waitingSince: since, waitsFor: incidents } = row
  return { holder, teams: row.waitingOnTeams.map(names.team), incidents, since }
}

export const presentClock = ({ name, startedAt, dueAt, stoppedAt, breachedAt }: ShownClock) => ({
  name,
  startedAt,
  dueAt,
  stoppedAt,
  breachedAt,
})

/** Everyone whom hand-offs name. */
export const namedIn = (rows: readonly HandOffRow[]) => ({
  people: rows.flatMap((row) => [row.askedBy, row.acknowledgedBy, row.endedBy, row.returnedTo]),
  teams: rows.map((row) => row.askedTeamId),
})

export function presentHandOff(row: HandOffRow, clocks: readonly ClockRow[], names: Names): HandOffAnswer {
  return {
    id: row.id,
    ticketId: row.ticketId,
    round: row.round,
    state: row.state,
    outcome: row.outcome,
    question: row.question,
    evidenceLinks: row.evidenceLinks,
    mayReplyToCustomer: row.mayReplyToCustomer,
    askedBy: names.person(row.askedBy),
    askedTeam: names.team(row.askedTeamId),
    askedAt: row.askedAt,
    acknowledgedBy: row.acknowledgedBy ? names.person(row.acknowledgedBy) : null,
    acknowledgedAt: row.acknowledgedAt,
    endedBy: row.endedBy ? names.person(row.endedBy) : null,
    endedAt: row.endedAt,
    answer: row.answer,
    answeredToCustomer: row.answeredToCustomer,
    returnedTo: row.returnedTo ? names.person(row.returnedTo) : null,
    clocks: clocks.filter((clock) => clock.handOffId === row.id).map(presentClock),
  }
}

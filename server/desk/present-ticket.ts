import type { z } from 'zod'
import type { TicketSummary, WaitingOn } from '@bellwether/contract/desk.ts'
import { customersBy } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'
import type { Presented } from '../platform/http/handle.ts'
import { type Names, namesById } from '../people/people.ts'
import { asPart } from '../platform/permissions.ts'
import { findShownClocks } from './clock.store.ts'
import { canSeeHandOff } from './hand-offs/hand-off-visibility.rules.ts'
import { findOpenHandOffs } from './hand-offs/hand-off.store.ts'
import { presentClock } from './present-clock.ts'
import { findTagsOf } from './sorting/tag.store.ts'
import type { TicketRow } from './ticket.store.ts'

export type SummaryAnswer = Presented<z.input<typeof TicketSummary>>

/** Rows of the queue as the contract shows them. */
export async function presentTickets(ctx: Context, rows: readonly TicketRow[]): Promise<SummaryAnswer[]> {
  const people = rows.map((row) => row.ownerId)
  const [names, clocks, customers, privately, tags] = await Promise.all([
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
    findAskedPrivately(ctx, rows),
    findTagsOf(
      ctx,
      rows.map((row) => row.id),
    ),
  ])
  const mailboxes = new Map(ctx.mailboxes.all().map(({ id, address, name }) => [id, { id, address, name }]))
  const clocksOf = Map.groupBy(clocks, (clock) => clock.ticketId)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    subject: row.subject,
    state: row.state,
    tags: tags.get(row.id) ?? [],
    snoozedUntil: row.snoozedUntil,
    priority: row.priority,
    isUrgent: row.isUrgent,
    customer: (row.customerId && customers.get(row.customerId)) || null,
    contact: { name: row.contactName, email: row.contactEmail },
    isOurs: row.isOurs,
    owner: row.ownerId ? names.person(row.ownerId) : null,
    mailbox: mailboxes.get(row.mailboxId ?? '') ?? null,
    waitingOn: presentWaitingOn(row, names, privately),
    clocks: (clocksOf.get(row.id) ?? []).map(presentClock),
    nextDueAt: row.nextDueAt,
    messageCount: row.messageCount,
    lastMessageAt: row.lastMessageAt,
    createdAt: row.createdAt,
    resolvedAt: row.resolvedAt,
    isDocumented: row.state !== 'resolved' ? null : row.documentedAs !== null,
  }))
}

/** The teams that are asked in private and may be known to the reader, by ticket. */
async function findAskedPrivately(ctx: Context, rows: readonly TicketRow[]): Promise<Map<string, Set<string>>> {
  const ids = rows.filter(({ privateTeams }) => privateTeams.length > 0).map(({ id }) => id)
  const seen = (await findOpenHandOffs(ctx, ids)).filter((one) => one.isPrivate && canSeeHandOff(ctx.actor, one))
  const byTicket = Map.groupBy(seen, ({ ticketId }) => ticketId)
  return new Map([...byTicket].map(([id, some]) => [id, new Set(some.map(({ askedTeamId }) => askedTeamId))]))
}

function presentWaitingOn(
  row: TicketRow,
  names: Names,
  privately: Map<string, Set<string>>,
): Presented<z.input<typeof WaitingOn>> {
  const { waitingOn: holder, waitingSince: since, waitsFor: incidents, returnedAt } = row
  const seen = row.waitingOnTeams.filter(
    (id) => !row.privateTeams.includes(id) || privately.get(row.id)?.has(id) === true,
  )
  const privateTeams = row.waitingOnTeams.length - seen.length
  return { holder, teams: seen.map(names.team), privateTeams, returnedAt, incidents, since }
}

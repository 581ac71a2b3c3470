import type { Context } from '../platform/context.ts'
import { getTeam, teamDirectory } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { findClocks } from './clock.store.ts'
import { countOpenByTeam, findTeamQueue } from './hand-off.store.ts'
import { deskNames, presentHandOff, presentTickets, type SummaryAnswer } from './present-ticket.ts'
import { countViews, findQueue, findTickets, type TicketView } from './ticket.store.ts'

export interface QueueQuery {
  readonly view: TicketView
  readonly customerId?: string | undefined
  readonly search?: string | undefined
  readonly offset: number
  readonly limit: number
}

const personOf = (ctx: Context): string | undefined => (ctx.actor.kind === 'person' ? ctx.actor.personId : undefined)

/** A view of the queue, nearest breach first. */
export async function listTickets(ctx: Context, query: QueueQuery): Promise<SummaryAnswer[]> {
  allow(ctx, 'desk.read')
  const { customerId, search } = query
  return presentTickets(ctx, await findQueue(ctx, { ...query, customerId, search, personId: personOf(ctx) }))
}

/** How much is in each view and in each team's queue. */
export async function countTickets(ctx: Context) {
  allow(ctx, 'desk.read')
  const open = await countOpenByTeam(ctx)
  const teams = await teamDirectory(ctx)
  return {
    views: await countViews(ctx, personOf(ctx)),
    handOffs: teams.map((team) => ({ team, open: open.get(team.id) ?? 0 })),
  }
}

/** A team's own queue: what it was asked, nearest breach of its own clocks first. */
export async function listHandOffs(
  ctx: Context,
  query: { team: string; ended: boolean; offset: number; limit: number },
) {
  allow(ctx, 'desk.read')
  const team = await getTeam(ctx, query.team)
  const rows = await findTeamQueue(ctx, { ...query, teamId: team.id })
  const ticketIds = [...new Set(rows.map((row) => row.ticketId))]
  const tickets = new Map((await presentTickets(ctx, await findTickets(ctx, ticketIds))).map((one) => [one.id, one]))
  const clocks = await findClocks(ctx, ticketIds)
  const names = await deskNames(ctx)
  return rows.flatMap((row) => {
    const ticket = tickets.get(row.ticketId)
    return ticket ? [{ ...presentHandOff(row, clocks, names), ticket }] : []
  })
}

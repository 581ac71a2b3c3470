import { getTeam } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import type { Page } from '../../platform/database/page-by-key.ts'
import { allow } from '../../platform/permissions.ts'
import { presentTickets } from '../present-ticket.ts'
import { findTickets } from '../ticket.store.ts'
import { findTeamQueue, type TeamList } from './hand-off.store.ts'
import { presentHandOffs } from './present-hand-off.ts'

/** A team's own inbox: what it was asked, nearest breach of its own clocks first. */
export async function listHandOffs(ctx: Context, query: Page & { team: string; show: TeamList }) {
  allow(ctx, 'desk.read')
  const { show, cursor, limit } = query
  const team = await getTeam(ctx, query.team)
  const { items, nextCursor } = await findTeamQueue(ctx, { teamId: team.id, show, cursor, limit })
  const ticketIds = [...new Set(items.map((row) => row.ticketId))]
  const tickets = new Map((await presentTickets(ctx, await findTickets(ctx, ticketIds))).map((one) => [one.id, one]))
  const shown = (await presentHandOffs(ctx, items)).flatMap((handOff) => {
    const ticket = tickets.get(handOff.ticketId)
    return ticket ? [{ ...handOff, ticket }] : []
  })
  return { items: shown, nextCursor }
}

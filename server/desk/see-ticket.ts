import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problem.ts'
import { canSeeTicket } from './ticket-visibility.rules.ts'
import { findTicket, type TicketRow } from './ticket.store.ts'

/** The ticket by id or number. Whoever cannot see it sees nothing that hangs on it, and hears the same. */
export async function seeTicket(ctx: Context, idOrNumber: string): Promise<TicketRow> {
  const ticket = await findTicket(ctx, idOrNumber)
  if (!ticket || !canSeeTicket(ctx.actor, ticket)) throw new Problem(notFound, said`There is no such ticket.`)
  return ticket
}

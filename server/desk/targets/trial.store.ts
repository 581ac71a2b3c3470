import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'

/** More are not tried, the newest are: so many tell enough, in a time in which one waits for them. */
export const triedMax = 5000

/** Tickets since then, the newest first, and one more than are tried where there are more. */
export async function findTriedTickets(ctx: Context, since: Date) {
  return deskDb(ctx)
    .selectFrom('desk.tickets')
    .select(['id', 'number', 'subject', 'createdAt', 'resolvedAt', 'customerId', 'isUrgent'])
    .where('createdAt', '>=', since)
    .where('state', 'in', ['open', 'resolved'])
    .orderBy('createdAt', 'desc')
    .limit(triedMax + 1)
    .execute()
}

interface TriedMessage {
  readonly ticketId: string
  readonly at: Date
  readonly direction: 'in' | 'out'
  readonly isAutomatic: boolean
}

/** What was said on these tickets, the oldest first: of each the first hundred messages, since some go on for ever. */
export async function findTriedMessages(ctx: Context, ticketIds: readonly string[]): Promise<TriedMessage[]> {
  const { rows } = await sql<TriedMessage>`
    select said.* from unnest(${ticketIds}::uuid[]) ticket (id) cross join lateral (
      select ticket_id, at, direction, is_automatic from desk.messages
      where ticket_id = ticket.id order by at limit 100
    ) said order by at`.execute(deskDb(ctx))
  return rows
}

/** Hand-offs to a team since then with the pauses of their answer clock, the newest first. */
export async function findTriedHandOffs(ctx: Context, teamId: string, since: Date) {
  return deskDb(ctx)
    .selectFrom('desk.handOffs as one')
    .innerJoin('desk.clocks as clock', (join) =>
      join.onRef('clock.handOffId', '=', 'one.id').on('clock.name', '=', 'answer'),
    )
    .select(['one.askedAt', 'one.acknowledgedAt', 'one.endedAt', 'one.isUrgent', 'clock.pauses'])
    .where('one.askedTeamId', '=', teamId)
    .where('one.askedAt', '>=', since)
    .orderBy('one.askedAt', 'desc')
    .limit(triedMax + 1)
    .execute()
}

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
    .where('state', '!=', 'merged')
    .orderBy('createdAt', 'desc')
    .limit(triedMax + 1)
    .execute()
}

export async function findTriedMessages(ctx: Context, ticketIds: readonly string[]) {
  if (ticketIds.length === 0) return []
  return deskDb(ctx)
    .selectFrom('desk.messages')
    .select(['ticketId', 'at', 'direction', 'isAutomatic'])
    .where('ticketId', 'in', ticketIds)
    .orderBy('at')
    .execute()
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

import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { customerClocks } from '../clock.store.ts'
import { deskDb } from '../desk.tables.ts'

/** What runs for the customer and can still be met: once the clock of the whole has run out it asks for nothing more. */
const isToBeMet = sql<boolean>`name = any(${[...customerClocks]}) and stopped_at is null
  and (name <> 'resolution' or breached_at is null)`

/** The nearest due time of what runs for the customer of a ticket. */
export async function findCustomerDue(ctx: Context, ticketId: string): Promise<Date | null> {
  const { dueAt } = await deskDb(ctx)
    .selectFrom('desk.clocks')
    .select(({ fn }) => fn.min('dueAt').as('dueAt'))
    .where('ticketId', '=', ticketId)
    .where(isToBeMet)
    .executeTakeFirstOrThrow()
  return dueAt
}

/** Tickets that are put away and whose time is up, or whose customer is owed something by then. */
export async function findTicketsToWake(ctx: Context, at: Date, dueUntil: Date): Promise<string[]> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.tickets')
    .select('id')
    .where('snoozedUntil', 'is not', null)
    .where((where) =>
      where.or([
        where('snoozedUntil', '<=', at),
        where.exists(
          where
            .selectFrom('desk.clocks')
            .select(sql`1`.as('one'))
            .whereRef('ticketId', '=', 'desk.tickets.id')
            .where(isToBeMet)
            .where('dueAt', '<=', dueUntil),
        ),
      ]),
    )
    .orderBy('snoozedUntil')
    .execute()
  return rows.map(({ id }) => id)
}

import { sql, type Selectable } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { deskDb, type DeskTables } from './desk.tables.ts'

export type ClockRow = Selectable<DeskTables['desk.clocks']>
export type ClockName = ClockRow['name']

/** Clocks of the customer, who waits to hear from us. */
export const responseClocks: readonly ClockName[] = ['first-response', 'next-response']

/** Starts a clock unless the same one runs: a second letter of the customer does not win them more time. */
export async function startClock(
  ctx: Context,
  clock: { ticketId: string; handOffId: string | null; name: ClockName; startedAt: Date; dueAt: Date },
): Promise<void> {
  await deskDb(ctx)
    .insertInto('desk.clocks')
    .values({ ...clock, stoppedAt: null, breachedAt: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** It has become urgent: what runs for the customer is due by then at the latest. */
export async function hastenClocks(ctx: Context, ticketId: string, dueAt: Date): Promise<void> {
  await deskDb(ctx)
    .updateTable('desk.clocks')
    .set({ dueAt })
    .where('ticketId', '=', ticketId)
    .where('name', 'in', [...responseClocks])
    .where('stoppedAt', 'is', null)
    .where('dueAt', '>', dueAt)
    .execute()
}

/** Stops running clocks; one that is past its due time is breached whether or not anyone noticed yet. */
export async function stopClocks(
  ctx: Context,
  of: { ticketId: string; handOffId?: string; startedUntil?: Date },
  names: readonly ClockName[],
): Promise<void> {
  const at = now(ctx)
  await deskDb(ctx)
    .updateTable('desk.clocks')
    .set({
      stoppedAt: sql<Date>`greatest(started_at, ${at})`,
      breachedAt: sql<Date | null>`case when due_at < ${at} then coalesce(breached_at, due_at) else breached_at end`,
    })
    .where('ticketId', '=', of.ticketId)
    .where('name', 'in', [...names])
    .where('stoppedAt', 'is', null)
    .$if(of.startedUntil !== undefined, (query) => query.where('startedAt', '<=', of.startedUntil ?? at))
    .$if(of.handOffId !== undefined, (query) => query.where('handOffId', '=', of.handOffId ?? null))
    .execute()
}

/** Sorts by the nearest breach; what has no running clock comes last. */
export const dueFirst = {
  sql: `coalesce(next_due_at, 'infinity'::timestamptz)`,
  type: 'timestamptz' as const,
  of: ({ nextDueAt }: { nextDueAt: Date | null }) => nextDueAt ?? 'infinity',
}

/** Writes the nearest due time of the running clocks beside the ticket and its hand-offs, where queues sort by it. */
export async function refreshNextDue(ctx: Context, ticketId: string): Promise<void> {
  await deskDb(ctx)
    .updateTable('desk.tickets')
    .set({
      nextDueAt: sql<Date | null>`(select min(due_at) from desk.clocks where ticket_id = ${ticketId} and stopped_at is null)`,
    })
    .where('id', '=', ticketId)
    .execute()
  await deskDb(ctx)
    .updateTable('desk.handOffs')
    .set({
      nextDueAt: sql<Date | null>`(select min(due_at) from desk.clocks where hand_off_id = hand_offs.id and stopped_at is null)`,
    })
    .where('ticketId', '=', ticketId)
    .execute()
}

export async function findClocks(ctx: Context, ticketIds: readonly string[]): Promise<ClockRow[]> {
  if (ticketIds.length === 0) return []
  return deskDb(ctx)
    .selectFrom('desk.clocks')
    .selectAll()
    .where('ticketId', 'in', ticketIds)
    .orderBy('startedAt')
    .orderBy('name')
    .execute()
}

/** Tickets with a clock that ran out and is not marked so. */
export async function findOverdueTickets(ctx: Context): Promise<string[]> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.clocks')
    .select('ticketId')
    .distinct()
    .where('stoppedAt', 'is', null)
    .where('breachedAt', 'is', null)
    .where('dueAt', '<', now(ctx))
    .execute()
  return rows.map((row) => row.ticketId)
}

/** Marks the clocks of a ticket that ran out; each is returned to exactly one caller. */
export async function markBreached(ctx: Context, ticketId: string): Promise<{ id: string; ticketId: string }[]> {
  return deskDb(ctx)
    .updateTable('desk.clocks')
    .set({ breachedAt: sql<Date>`due_at` })
    .where('ticketId', '=', ticketId)
    .where('stoppedAt', 'is', null)
    .where('breachedAt', 'is', null)
    .where('dueAt', '<', now(ctx))
    .returning(['id', 'ticketId'])
    .execute()
}

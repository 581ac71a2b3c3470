import { sql, type Selectable } from 'kysely'
import type { Calendar } from '@bellwether/contract/calendar.ts'
import { type Context, now } from '../platform/context.ts'
import { among } from '../platform/database/among.ts'
import { deskDb, type DeskTables, type StoredPause } from './desk.tables.ts'

export type ClockRow = Selectable<DeskTables['desk.clocks']>
export type ClockName = ClockRow['name']

/** Clocks of the customer, who asked and waits to hear from us. */
export const responseClocks: readonly ClockName[] = ['first-response', 'next-response']
/** With the one of what we told them to expect: what a word from us ends. */
export const answerableClocks: readonly ClockName[] = [...responseClocks, 'promise']
/** With the one of the whole: what the end of the ticket ends. */
export const customerClocks: readonly ClockName[] = [...answerableClocks, 'resolution']

/** A clock with the hours in which its target is counted. */
export type ClockInHours = ClockRow & { readonly calendar: Calendar | null }

type Target = Pick<ClockRow, 'policyVersion' | 'calendarVersionId' | 'targetMinutes' | 'countedFrom' | 'promisedAt'>

export type NewClock = Pick<ClockRow, 'ticketId' | 'handOffId' | 'incidentId' | 'name' | 'startedAt' | 'dueAt'> & Target

/** Adds clocks, each unless the same one runs: a second letter of the customer does not win them more time. */
export async function insertClocks(ctx: Context, clocks: readonly NewClock[]): Promise<void> {
  if (clocks.length === 0) return
  await deskDb(ctx)
    .insertInto('desk.clocks')
    .values(clocks.map((clock) => ({ ...clock, stoppedAt: null, breachedAt: null })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const clocksInHours = (ctx: Context) =>
  deskDb(ctx)
    .selectFrom('desk.clocks as clock')
    .leftJoin('desk.calendarVersions as hours', 'hours.id', 'clock.calendarVersionId')
    .selectAll('clock')
    .select('hours.calendar')

export const getClock = (ctx: Context, id: string): Promise<ClockInHours> =>
  clocksInHours(ctx).where('clock.id', '=', id).executeTakeFirstOrThrow()

export const findClock = (ctx: Context, id: string): Promise<ClockRow | undefined> =>
  deskDb(ctx).selectFrom('desk.clocks').selectAll().where('id', '=', id).executeTakeFirst()

/** What runs for a hand-off. */
export const findRunningOfHandOff = (ctx: Context, handOffId: string): Promise<ClockInHours[]> =>
  clocksInHours(ctx).where('clock.handOffId', '=', handOffId).where('clock.stoppedAt', 'is', null).execute()

/** What runs of these clocks for the customers of these tickets, in the order of the tickets. */
export const findRunning = (
  ctx: Context,
  ticketIds: readonly string[],
  names: readonly ClockName[],
): Promise<ClockInHours[]> =>
  clocksInHours(ctx)
    .where('clock.ticketId', 'in', ticketIds)
    .where('clock.name', 'in', names)
    .where('clock.stoppedAt', 'is', null)
    .orderBy(sql`array_position(${sql.val(ticketIds)}::uuid[], clock.ticket_id)`)
    .execute()

/** For `refreshClock` alone: the types let no other query write it. */
export async function writeDueAt(ctx: Context, id: string, dueAt: Date | null): Promise<void> {
  await sql`update desk.clocks set due_at = ${dueAt} where id = ${id}`.execute(deskDb(ctx))
}

export async function giveTarget(
  ctx: Context,
  id: string,
  { policyVersion, calendarVersionId, targetMinutes, countedFrom, promisedAt }: Target,
): Promise<void> {
  await deskDb(ctx)
    .updateTable('desk.clocks')
    .set({ policyVersion, calendarVersionId, targetMinutes, countedFrom, promisedAt })
    .where('id', '=', id)
    .execute()
}

export async function setPauses(ctx: Context, id: string, pauses: readonly StoredPause[]): Promise<void> {
  await deskDb(ctx)
    .updateTable('desk.clocks')
    .set({ pauses: JSON.stringify(pauses) })
    .where('id', '=', id)
    .execute()
}

interface ClocksOf {
  readonly ticketId: string
  readonly handOffId?: string
  readonly startedUntil?: Date
  readonly incidentId?: string
  /** The promises of these run on. */
  readonly exceptIncidents?: readonly string[]
}

/** Stops running clocks, and returns which; one that is past its due time is breached whether or not anyone noticed yet. */
export async function stopClocks(
  ctx: Context,
  of: ClocksOf,
  names: readonly ClockName[],
): Promise<Pick<ClockRow, 'id' | 'incidentId'>[]> {
  const at = now(ctx)
  return deskDb(ctx)
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
    .$if(of.incidentId !== undefined, (query) => query.where('incidentId', '=', of.incidentId ?? null))
    .$if(of.exceptIncidents !== undefined, (query) =>
      query.where((where) =>
        where.or([where('incidentId', 'is', null), where('incidentId', 'not in', of.exceptIncidents ?? [])]),
      ),
    )
    .returning(['id', 'incidentId'])
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
  await Promise.all([refreshHandOffsDue(ctx, [ticketId]), refreshTicketsDue(ctx, [ticketId])])
}

/** The same beside several tickets, without their hand-offs. */
export async function refreshTicketsDue(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  await sql`
    update desk.tickets set next_due_at = fresh.due_at
    from (
      select id, (select min(due_at) from desk.clocks where ticket_id = ticket.id and stopped_at is null) as due_at
      from desk.tickets ticket where ${among('ticket.id', ticketIds)}
    ) fresh
    where fresh.id = tickets.id and tickets.next_due_at is distinct from fresh.due_at`.execute(deskDb(ctx))
}

/** The same beside the hand-offs of several tickets. */
export async function refreshHandOffsDue(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  await sql`
    update desk.hand_offs set next_due_at = fresh.due_at
    from (
      select id, (select min(due_at) from desk.clocks where hand_off_id = hand_off.id and stopped_at is null) as due_at
      from desk.hand_offs hand_off where ${among('handOff.ticketId', ticketIds)}
    ) fresh
    where fresh.id = hand_offs.id and hand_offs.next_due_at is distinct from fresh.due_at`.execute(deskDb(ctx))
}

/** The clock of this name, and of this incident, that was stopped last. */
export async function findStopped(
  ctx: Context,
  { ticketId, name, incidentId }: { ticketId: string; name: ClockName; incidentId: string | null },
): Promise<ClockRow | undefined> {
  return deskDb(ctx)
    .selectFrom('desk.clocks')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('name', '=', name)
    .where('incidentId', 'is not distinct from', incidentId)
    .where('stoppedAt', 'is not', null)
    .orderBy('stoppedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** A clock that was stopped runs on, as late as it is. */
export async function continueClock(ctx: Context, id: string): Promise<void> {
  await deskDb(ctx).updateTable('desk.clocks').set({ stoppedAt: null }).where('id', '=', id).execute()
}

/** As if none had begun. */
export async function deleteClocks(ctx: Context, ticketId: string): Promise<void> {
  await deskDb(ctx).deleteFrom('desk.clocks').where('ticketId', '=', ticketId).execute()
}

/** What a screen shows of a clock. */
export type ShownClock = Pick<ClockRow, 'ticketId' | 'name' | 'startedAt' | 'dueAt' | 'stoppedAt' | 'breachedAt'>

/** Of each ticket the clocks that run, and those that were breached. */
export async function findShownClocks(ctx: Context, ticketIds: readonly string[]): Promise<ShownClock[]> {
  if (ticketIds.length === 0) return []
  return deskDb(ctx)
    .selectFrom('desk.clocks')
    .select(['ticketId', 'name', 'startedAt', 'dueAt', 'stoppedAt', 'breachedAt'])
    .where('ticketId', 'in', ticketIds)
    .where((of) => of.or([of('stoppedAt', 'is', null), of('breachedAt', 'is not', null)]))
    .orderBy('startedAt')
    .orderBy('name')
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

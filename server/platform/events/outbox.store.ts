import { type Selectable, sql } from 'kysely'
import type { Context } from '../context.ts'
import type { PlatformTables } from '../database/platform.tables.ts'
import type { Subscription } from './event.ts'

export interface NumberedEvent {
  readonly number: number
  readonly payload: Record<string, string>
}

/** Held until the transaction ends: numbers are given, and read, by one at a time. */
export async function lockDelivery(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('platform.deliver-events', 3))`.execute(ctx.db)
}

/** Numbers the facts whose transactions have ended since, in the order in which they were written down. Returns how many. */
export async function updateNumbers(ctx: Context, limit: number): Promise<number> {
  const result = await sql`
    with numbered as materialized (
      select id, nextval('platform.event_numbers') as number
      from (select id from platform.events where number is null order by entry limit ${limit}) in_order
    )
    update platform.events set number = numbered.number from numbered where events.id = numbered.id`.execute(ctx.db)
  return Number(result.numAffectedRows ?? 0)
}

/** Subscribers whom facts wait for. */
export async function findLagging(ctx: Context): Promise<Selectable<PlatformTables['platform.subscribers']>[]> {
  return ctx.db
    .selectFrom('platform.subscribers as subscriber')
    .selectAll()
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('platform.events as event')
          .select('event.id')
          .whereRef('event.name', '=', 'subscriber.event')
          .whereRef('event.number', '>', 'subscriber.position'),
      ),
    )
    .execute()
}

/** Facts of one name behind a number, the oldest first. */
export async function findEventsAfter(
  ctx: Context,
  { event, position }: { event: string; position: number },
  limit: number,
): Promise<NumberedEvent[]> {
  return ctx.db
    .selectFrom('platform.events')
    .select(['number', 'payload'])
    .where('name', '=', event)
    .where('number', '>', position)
    .orderBy('number')
    .limit(limit)
    .$narrowType<{ number: number }>()
    .execute()
}

export async function updatePosition(ctx: Context, name: string, position: number): Promise<void> {
  await ctx.db.updateTable('platform.subscribers').set({ position }).where('name', '=', name).execute()
}

/** Keeps the cursors of these subscribers alone. Who is new reads on from here, or from the first fact that is kept. */
export async function replaceSubscribers(ctx: Context, subscriptions: readonly Subscription[]): Promise<void> {
  const names = subscriptions.map((one) => one.name)
  await ctx.db.deleteFrom('platform.subscribers').where('name', 'not in', names).execute()
  for (const { name, event, only, isFromTheStart } of subscriptions) {
    const here = sql`(select coalesce(max(number), 0) from platform.events)`
    await sql`
      insert into platform.subscribers (name, event, only_facts, position)
      values (${name}, ${event}, ${JSON.stringify(only)}, ${isFromTheStart ? sql`0` : here})
      on conflict (name) do update set event = excluded.event, only_facts = excluded.only_facts`.execute(ctx.db)
  }
}

/** How many facts each subscriber has not had; those that have no number yet are nobody's. */
export async function countUndelivered(
  ctx: Pick<Context, 'db'>,
): Promise<readonly { subscriber: string; count: number }[]> {
  const { rows } = await sql<{ subscriber: string; count: number }>`
    select subscriber.name as subscriber, count(event.id)::int as count
    from platform.subscribers subscriber
    left join platform.events event on event.name = subscriber.event and event.number > subscriber.position
    group by 1`.execute(ctx.db)
  return rows
}

import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { OnlyFacts, Subscription } from './event.ts'

/** A fact that a subscriber has not had. */
export interface Undelivered {
  readonly name: string
  readonly onlyFacts: OnlyFacts
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

/** What waits for each subscriber, at most so many facts each, the oldest first. */
export async function findUndelivered(ctx: Context, limit: number): Promise<Undelivered[]> {
  const { rows } = await sql<Undelivered>`
    select subscriber.name, subscriber.only_facts, event.number, event.payload
    from platform.subscribers subscriber cross join lateral (
      select number, payload from platform.events
      where name = subscriber.event and number > subscriber.position order by number limit ${limit}
    ) event
    order by subscriber.name, event.number`.execute(ctx.db)
  return rows
}

/** Moves the cursors of these subscribers. */
export async function updatePositions(
  ctx: Context,
  moved: readonly { name: string; position: number }[],
): Promise<void> {
  if (moved.length === 0) return
  const names = moved.map(({ name }) => name)
  const positions = moved.map(({ position }) => position)
  await sql`
    update platform.subscribers set position = moved.position
    from unnest(${names}::text[], ${positions}::bigint[]) moved (name, position)
    where subscribers.name = moved.name`.execute(ctx.db)
}

/** Keeps the cursors of these subscribers alone. Who is new reads on from here, or from the first fact that is kept. */
export async function replaceSubscribers(ctx: Context, subscriptions: readonly Subscription[]): Promise<void> {
  const names = subscriptions.map((one) => one.name)
  await ctx.db.deleteFrom('platform.subscribers').where('name', 'not in', names).execute()
  for (const { name, event, only, isFromTheStart } of subscriptions) {
    const here = sql`(select case when is_called then last_value else 0 end from platform.event_numbers)`
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

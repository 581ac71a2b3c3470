import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { LiveChange } from '@bellwether/contract/live.ts'
import { type Context, now } from '../context.ts'
import type { EventKind } from './event.ts'

/** PostgreSQL channel that carries announced facts to the screens and the delivery of every process. */
export const liveChannel = 'bellwether_live'

/** What the channel carries. */
export interface Notified extends LiveChange {
  /** Nothing was announced: it is for screens alone. */
  readonly isPassing?: true
}

/**
 * Announces a fact in the emitter's transaction: it is recorded, delivered to its subscribers at
 * least once after the commit, and shown to the screens that are open, unless not everybody may know of it.
 */
export async function announce<Payload extends Record<string, string>>(
  ctx: Context,
  event: EventKind<Payload>,
  payload: Payload,
  { isShown = true }: { isShown?: boolean } = {},
): Promise<void> {
  if (!ctx.db.isTransaction)
    throw new Error(`"${event.name}" must be announced inside the transaction that makes it true`)
  const fact = { id: randomUUID(), name: event.name, payload: JSON.stringify(payload), announcedAt: now(ctx) }
  const values = { ...fact, requestId: ctx.requestId }
  if (!isShown) {
    await ctx.db.insertInto('platform.events').values(values).execute()
    return
  }
  await ctx.db
    .with('written', (db) => db.insertInto('platform.events').values(values))
    .selectNoFrom(sql`pg_notify(${liveChannel}, ${JSON.stringify({ topic: event.name, ids: payload })})`.as('noticed'))
    .execute()
}

/** Shows to the open screens what passes: it is told to nobody else, and not kept. */
export async function showOnly<Payload extends Record<string, string>>(
  ctx: Context,
  event: EventKind<Payload>,
  payload: Payload,
): Promise<void> {
  const change = JSON.stringify({ topic: event.name, ids: payload, isPassing: true } satisfies Notified)
  await ctx.db.selectNoFrom(sql`pg_notify(${liveChannel}, ${change})`.as('noticed')).execute()
}

import type { Context } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'
import type { Stopped } from '../end-ticket.ts'

/** How a ticket stood before it came into spam or the trash; an open one with all that was stopped. */
export type Removal = { readonly state: 'open'; readonly stopped: Stopped } | { readonly state: 'resolved' }

/** `before` is null for what came as spam, and never was in the queue. */
export async function insertRemoval(ctx: Context, ticketId: string, before: Removal | null): Promise<void> {
  await deskDb(ctx)
    .insertInto('desk.removals')
    .values({ ticketId, before: before === null ? null : JSON.stringify(before) })
    .execute()
}

/** How it stood before, which is forgotten with this. */
export async function takeRemoval(ctx: Context, ticketId: string): Promise<Removal | null> {
  const row = await deskDb(ctx)
    .deleteFrom('desk.removals')
    .where('ticketId', '=', ticketId)
    .returning('before')
    .executeTakeFirst()
  // As this store wrote it.
  return (row?.before ?? null) as Removal | null
}

/** The latest ticket in spam of a stranger with this address. */
export async function findSpamFrom(ctx: Context, address: string): Promise<string | undefined> {
  const row = await deskDb(ctx)
    .selectFrom('desk.tickets')
    .select('id')
    .where('contactEmail', '=', address)
    .where('state', '=', 'spam')
    .where('customerId', 'is', null)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

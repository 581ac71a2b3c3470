import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { mergedClock } from '../clock.rules.ts'
import { type ClockName, findRunning, giveTarget, responseClocks, setPauses } from '../clock.store.ts'
import { deskDb } from '../desk.tables.ts'

/** Both ends of a merge. */
export interface Merge {
  readonly fromId: string
  readonly intoId: string
}

/** Held until the transaction ends: merges go one after the other, so that none of them meets a merged ticket. */
export async function lockMerging(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('desk.merging', 3))`.execute(ctx.db)
}

/** Messages with their attachments, tags, drafts, replies that have not gone out, notes and hand-offs with their clocks. What moves is newer than what whoever answers has seen. */
export async function moveTalk(ctx: Context, { fromId, intoId }: Merge): Promise<void> {
  const db = deskDb(ctx)
  const { rows } = await sql<{ filedNumber: number }>`select nextval('desk.filed_messages') as filed_number`.execute(db)
  const filedNumber = rows[0]?.filedNumber
  await db
    .updateTable('desk.messages')
    .set({ ticketId: intoId, ...(filedNumber === undefined ? {} : { filedNumber }) })
    .where('ticketId', '=', fromId)
    .execute()
  await sql`
    update desk.tickets
    set message_count = (select count(*) from desk.messages where ticket_id = tickets.id)
    where id in (${fromId}, ${intoId})`.execute(db)
  await sql`
    insert into desk.ticket_tags select ${intoId}, tag from desk.ticket_tags where ticket_id = ${fromId}
    on conflict do nothing`.execute(db)
  await sql`
    insert into desk.field_values select ${intoId}, field_key, value from desk.field_values where ticket_id = ${fromId}
    on conflict do nothing`.execute(db)
  await sql`
    update desk.drafts set ticket_id = ${intoId} where ticket_id = ${fromId} and not exists (
      select from desk.drafts other where other.ticket_id = ${intoId}
        and (other.person_id, other.kind) = (drafts.person_id, drafts.kind)
    )`.execute(db)
  await db.updateTable('desk.mentions').set({ ticketId: intoId }).where('ticketId', '=', fromId).execute()
  // What was meant for one customer goes to another one by nobody's mistake.
  await sql`
    update desk.draft_files set ticket_id = ${intoId} where ticket_id = ${fromId} and (
      kind = 'note' or unsent_id is not null
        or (select count(distinct contact_email) = 1 from desk.tickets where id in (${fromId}, ${intoId}))
    )`.execute(db)
  // Whoever wrote it looks again where it would go out now.
  await sql`
    update desk.unsent_replies
    set ticket_id = ${intoId}, state = 'stopped', reason = coalesce(reason, 'Its ticket was merged into this one since.')
    where ticket_id = ${fromId}`.execute(db)
  await db.updateTable('desk.notes').set({ ticketId: intoId }).where('ticketId', '=', fromId).execute()
  const rounds = sql<number>`coalesce((select max(round) from desk.hand_offs where ticket_id = ${intoId}), 0)`
  await db
    .updateTable('desk.handOffs')
    .set({ ticketId: intoId, round: sql<number>`round + ${rounds}` })
    .where('ticketId', '=', fromId)
    .execute()
}

/**
 * Moves every clock; of two that run for what the customer asked, and of two for the whole, one goes on: their ids are
 * the answer. Of two promises of one incident it is the nearer one.
 */
export async function moveClocks(ctx: Context, both: Merge): Promise<string[]> {
  const kept = [await keepOne(ctx, both, responseClocks), await keepOne(ctx, both, ['resolution'])]
  await keepNearestPromises(ctx, both)
  const { fromId, intoId } = both
  await deskDb(ctx).updateTable('desk.clocks').set({ ticketId: intoId }).where('ticketId', '=', fromId).execute()
  return kept.filter((id) => id !== undefined)
}

async function keepOne(
  ctx: Context,
  { fromId, intoId }: Merge,
  names: readonly ClockName[],
): Promise<string | undefined> {
  const db = deskDb(ctx)
  const [kept, ...others] = await findRunning(ctx, [intoId, fromId], names)
  if (!kept || others.length === 0) return kept?.id
  const otherIds = others.map(({ id }) => id)
  await db.deleteFrom('desk.clocks').where('id', 'in', otherIds).execute()
  const { targetOf, ...since } = mergedClock([kept, ...others])
  await db.updateTable('desk.clocks').set(since).where('id', '=', kept.id).execute()
  await giveTarget(ctx, kept.id, targetOf)
  await setPauses(ctx, kept.id, targetOf.pauses)
  return kept.id
}

async function keepNearestPromises(ctx: Context, { fromId, intoId }: Merge): Promise<void> {
  const db = deskDb(ctx)
  const promises = await db
    .selectFrom('desk.clocks')
    .select(['id', 'incidentId'])
    .where('ticketId', 'in', [intoId, fromId])
    .where('name', '=', 'promise')
    .where('stoppedAt', 'is', null)
    .orderBy('dueAt')
    .execute()
  const laterIds = promises
    .filter(({ incidentId }, at) => promises.findIndex((one) => one.incidentId === incidentId) < at)
    .map(({ id }) => id)
  await db.deleteFrom('desk.clocks').where('id', 'in', laterIds).execute()
}

import { sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { type ClockRow, customerClocks } from '../clock.store.ts'
import { deskDb } from '../desk.tables.ts'
import type { Merge } from './merge.store.ts'
import type { Stood } from './unmerge.rules.ts'

/** How both tickets stood. */
interface BeforeMerge {
  readonly from: Stood
  readonly into: Stood
}

/** Keeps what a merge will move, before it does. Returns its id. */
export async function insertMerge(ctx: Context, { fromId, intoId }: Merge, before: BeforeMerge): Promise<string> {
  const db = deskDb(ctx)
  const { rows } = await sql<{ id: string }>`
    insert into desk.merges (from_id, into_id, at, before, tags, fields, drafts)
    values (${fromId}, ${intoId}, ${now(ctx)}, ${JSON.stringify(before)}::jsonb || jsonb_build_object('clocks', (
      select coalesce(jsonb_agg(to_jsonb(clock)), '[]') from desk.clocks clock
      where ticket_id in (${fromId}, ${intoId}) and name = any(${[...customerClocks]})
    )), array(
      select tag from desk.ticket_tags where ticket_id = ${fromId}
      except select tag from desk.ticket_tags where ticket_id = ${intoId}
    ), array(
      select field_key from desk.field_values where ticket_id = ${fromId}
      except select field_key from desk.field_values where ticket_id = ${intoId}
    ), array(select person_id::text || kind from desk.drafts where ticket_id = ${fromId}))
    returning id`.execute(db)
  const id = rows[0]?.id ?? ''
  await sql`
    insert into desk.merged_parts (merge_id, part_id, kind, number)
    select ${id}::uuid, id, 'message', filed_number from desk.messages where ticket_id = ${fromId}
    union all select ${id}::uuid, id, 'note', null from desk.notes where ticket_id = ${fromId}
    union all select ${id}::uuid, id, 'hand-off', round from desk.hand_offs where ticket_id = ${fromId}
    union all select ${id}::uuid, id, 'unsent', null from desk.unsent_replies where ticket_id = ${fromId}
    union all select ${id}::uuid, id, 'file', null from desk.draft_files where ticket_id = ${fromId}`.execute(db)
  return id
}

/** Who and what came along, once it is there. */
export async function setCame(
  ctx: Context,
  mergeId: string,
  {
    intoId,
    addresses,
    followers,
    pages,
  }: { intoId: string } & Record<'addresses' | 'followers' | 'pages', readonly string[]>,
): Promise<void> {
  await sql`
    update desk.merges set followers = ${followers}::uuid[], pages = ${pages}::uuid[], people = array(
      select id from desk.participants where ticket_id = ${intoId} and address = any(${addresses}::text[])
    ) where id = ${mergeId}`.execute(deskDb(ctx))
}

export interface MergeRow extends Merge {
  readonly id: string
  /** The later one has the higher. */
  readonly number: number
  readonly at: Date
  readonly before: BeforeMerge
  readonly pages: readonly string[]
}

/** The merge by which a ticket ended; undefined where it was made before merges were kept. */
export async function findMergeOf(ctx: Context, fromId: string): Promise<MergeRow | undefined> {
  return deskDb(ctx)
    .selectFrom('desk.merges')
    .select(['id', 'number', 'fromId', 'intoId', 'at', 'before', 'pages'])
    .where('fromId', '=', fromId)
    .where('undoneAt', 'is', null)
    .executeTakeFirst() as Promise<MergeRow | undefined>
}

/** The number of a ticket that was merged into the same one later, and still is. */
export async function findLaterMerge(ctx: Context, { intoId, number }: MergeRow): Promise<number | undefined> {
  const { rows } = await sql<{ number: number }>`
    select ticket.number from desk.merges merge join desk.tickets ticket on ticket.id = merge.from_id
    where merge.into_id = ${intoId} and merge.undone_at is null and merge.number > ${number}
    order by merge.number desc limit 1`.execute(deskDb(ctx))
  return rows[0]?.number
}

/** Whether a ticket went on since a merge into it: somebody wrote on it, or a team was asked, or has a word. */
export async function findWentOn(ctx: Context, { id, intoId, at }: MergeRow): Promise<boolean> {
  const { rows } = await sql<{ wentOn: boolean }>`
    select exists (
      select from desk.messages
      where ticket_id = ${intoId} and not is_automatic
        and id not in (select part_id from desk.merged_parts where merge_id = ${id})
        and at >= ${at}
    ) or exists (
      select from desk.hand_offs
      where ticket_id = ${intoId} and (outcome is null or asked_at >= ${at} or ended_at >= ${at})
    ) as went_on`.execute(deskDb(ctx))
  return rows[0]?.wentOn ?? false
}

/** What the merge moved and is still there goes back, with its numbers; what came with it leaves. */
export async function movePartsBack(ctx: Context, { id, fromId, intoId }: MergeRow): Promise<void> {
  const db = deskDb(ctx)
  const part = (kind: string) => sql`desk.merged_parts part where part.merge_id = ${id} and part.kind = ${kind}`
  await sql`update desk.messages said set ticket_id = ${fromId}, filed_number = part.number
    from ${part('message')} and part.part_id = said.id and said.ticket_id = ${intoId}`.execute(db)
  await sql`update desk.notes note set ticket_id = ${fromId}
    from ${part('note')} and part.part_id = note.id and note.ticket_id = ${intoId}`.execute(db)
  await sql`update desk.mentions mention set ticket_id = ${fromId}
    from ${part('note')} and part.part_id = mention.note_id and mention.ticket_id = ${intoId}`.execute(db)
  await sql`update desk.hand_offs asked set ticket_id = ${fromId}, round = part.number
    from ${part('hand-off')} and part.part_id = asked.id and asked.ticket_id = ${intoId}`.execute(db)
  await sql`update desk.unsent_replies reply set ticket_id = ${fromId}
    from ${part('unsent')} and part.part_id = reply.id and reply.ticket_id = ${intoId}`.execute(db)
  await sql`update desk.draft_files file set ticket_id = ${fromId}
    from ${part('file')} and part.part_id = file.id and file.ticket_id = ${intoId}`.execute(db)
  // What somebody has written on since belongs where they wrote it.
  await sql`update desk.drafts draft set ticket_id = ${fromId} from desk.merges merge
    where merge.id = ${id} and draft.ticket_id = ${intoId} and draft.at < merge.at
      and (draft.person_id::text || draft.kind) = any(merge.drafts)`.execute(db)
  await sql`delete from desk.follows using desk.merges merge
    where merge.id = ${id} and ticket_id = ${intoId} and person_id = any(merge.followers)`.execute(db)
  await sql`update desk.clocks clock set ticket_id = ${fromId}
    from ${part('hand-off')} and part.part_id = clock.hand_off_id and clock.ticket_id = ${intoId}`.execute(db)
  await sql`delete from desk.ticket_tags using desk.merges merge
    where merge.id = ${id} and ticket_id = ${intoId} and tag = any(merge.tags)`.execute(db)
  // What somebody has written there since stays.
  await sql`delete from desk.field_values came using desk.merges merge, desk.field_values own
    where merge.id = ${id} and came.ticket_id = ${intoId} and came.field_key = any(merge.fields)
      and own.ticket_id = ${fromId} and own.field_key = came.field_key and own.value = came.value`.execute(db)
  await sql`delete from desk.participants using desk.merges merge
    where merge.id = ${id} and ticket_id = ${intoId} and participants.id = any(merge.people)`.execute(db)
  await sql`
    update desk.tickets set message_count = fresh.count, last_message_at = coalesce(fresh.newest, last_message_at)
    from (
      select ticket.id, count(said.id) as count, max(said.at) as newest
      from desk.tickets ticket left join desk.messages said on said.ticket_id = ticket.id
      where ticket.id in (${fromId}, ${intoId}) group by ticket.id
    ) fresh
    where fresh.id = tickets.id`.execute(db)
}

/** The clocks of both customers as they were before the merge, and what is left of them on either ticket. */
export async function findClocksOfMerge(
  ctx: Context,
  { id, fromId, intoId }: MergeRow,
): Promise<{ before: ClockRow[]; left: ClockRow[] }> {
  const db = deskDb(ctx)
  const { rows: before } = await sql<ClockRow>`
    select clock.* from desk.merges merge, jsonb_populate_recordset(null::desk.clocks, merge.before->'clocks') clock
    where merge.id = ${id}`.execute(db)
  if (before.length === 0) return { before, left: [] }
  const ids = before.map((clock) => clock.id)
  const found = db.selectFrom('desk.clocks').selectAll().where('id', 'in', ids)
  return { before, left: await found.where('ticketId', 'in', [fromId, intoId]).execute() }
}

/** Puts these clocks in the place of those with the same ids. */
export async function replaceClocks(
  ctx: Context,
  leftIds: readonly string[],
  clocks: readonly ClockRow[],
): Promise<void> {
  const db = deskDb(ctx)
  if (leftIds.length > 0) await db.deleteFrom('desk.clocks').where('id', 'in', leftIds).execute()
  if (clocks.length === 0) return
  await db
    .insertInto('desk.clocks')
    .values(clocks.map(({ pauses, ...clock }) => ({ ...clock, pauses: JSON.stringify(pauses) })))
    .execute()
}

export async function markUndone(ctx: Context, { id }: MergeRow): Promise<void> {
  await deskDb(ctx)
    .updateTable('desk.merges')
    .set({ undoneAt: now(ctx) })
    .where('id', '=', id)
    .execute()
}

/** The tickets that were merged into one, and whether that can be undone. */
export async function findMergedInto(
  ctx: Context,
  intoId: string,
): Promise<{ id: string; number: number; subject: string; isUndoable: boolean }[]> {
  const { rows } = await sql<{ id: string; number: number; subject: string; isUndoable: boolean }>`
    select id, number, subject, exists (
      select from desk.merges where from_id = tickets.id and undone_at is null
    ) as is_undoable
    from desk.tickets where merged_into_id = ${intoId} order by number`.execute(deskDb(ctx))
  return rows
}

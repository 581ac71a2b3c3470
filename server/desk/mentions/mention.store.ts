import { type Insertable, type Selectable, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

type MentionRow = Selectable<DeskTables['desk.mentions']>

export async function insertMentions(
  ctx: Context,
  mentions: readonly Insertable<DeskTables['desk.mentions']>[],
): Promise<void> {
  if (mentions.length > 0)
    await deskDb(ctx)
      .insertInto('desk.mentions')
      .values([...mentions])
      .execute()
}

export async function findMentionsIn(
  ctx: Context,
  noteIds: readonly string[],
): Promise<Pick<MentionRow, 'noteId' | 'personId' | 'teamId'>[]> {
  if (noteIds.length === 0) return []
  return deskDb(ctx)
    .selectFrom('desk.mentions')
    .select(['noteId', 'personId', 'teamId'])
    .where('noteId', 'in', noteIds)
    .orderBy('noteId')
    .orderBy('personId')
    .execute()
}

/** Where somebody was mentioned and has not looked, with by whom, the newest first. */
export async function findUnseen(
  ctx: Context,
  personId: string,
  limit: number,
): Promise<(Pick<MentionRow, 'ticketId' | 'noteId' | 'teamId' | 'at'> & { by: string | null })[]> {
  return deskDb(ctx)
    .selectFrom('desk.mentions as mention')
    .innerJoin('desk.notes as note', 'note.id', 'mention.noteId')
    .select(['mention.ticketId', 'mention.noteId', 'mention.teamId', 'mention.at', 'note.authorName as by'])
    .where('mention.personId', '=', personId)
    .where('mention.seenAt', 'is', null)
    .orderBy('mention.at', 'desc')
    .orderBy('mention.noteId')
    .limit(limit)
    .execute()
}

/**
 * Mentions of these people that no mail told, of which they want to be told, and at which they have not looked in their time
 * (`usual.waitMinutes` where they chose none); held until the transaction ends.
 */
export async function takeUnmailed(
  ctx: Context,
  people: readonly string[],
  usual: { waitMinutes: number; limit: number },
): Promise<{ personId: string; number: number; noteId: string; by: string | null }[]> {
  const { rows } = await sql<{ personId: string; number: number; noteId: string; by: string | null }>`
    with due as (
      select mention.note_id, mention.person_id from desk.mentions mention
      left join desk.notice_settings setting on setting.person_id = mention.person_id
      where seen_at is null and mailed_at is null and mention.person_id = any(${people}::uuid[])
        and coalesce('mentioned' = any(setting.events), true)
        and at < ${now(ctx)}::timestamptz - make_interval(mins => coalesce(setting.wait_minutes, ${usual.waitMinutes}::int))
      order by at limit ${usual.limit} for update of mention skip locked
    )
    update desk.mentions mention set mailed_at = ${now(ctx)}
    from due, desk.notes note, desk.tickets ticket
    where (mention.note_id, mention.person_id) = (due.note_id, due.person_id)
      and note.id = mention.note_id and ticket.id = mention.ticket_id
    returning mention.person_id, ticket.number, mention.note_id, note.author_name as by`.execute(deskDb(ctx))
  return rows
}

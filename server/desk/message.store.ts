import { type Insertable, type Selectable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { deskDb, type DeskTables } from './desk.tables.ts'

export type MessageRow = Selectable<DeskTables['desk.messages']>

/** Adds a message to a ticket, which counts it. */
export async function insertMessage(ctx: Context, message: Insertable<DeskTables['desk.messages']>): Promise<string> {
  const { id } = await deskDb(ctx)
    .with('counted', (db) =>
      db
        .updateTable('desk.tickets')
        .set({ messageCount: sql<number>`message_count + 1` })
        .where('id', '=', message.ticketId),
    )
    .insertInto('desk.messages')
    .values(message)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function setOutgoingMail(ctx: Context, messageId: string, outgoingMailId: string): Promise<void> {
  await deskDb(ctx).updateTable('desk.messages').set({ outgoingMailId }).where('id', '=', messageId).execute()
}

/** Flags a message that has no flag; undefined when it has one. */
export async function flagMessage(ctx: Context, id: string, flag: string): Promise<MessageRow | undefined> {
  return deskDb(ctx)
    .updateTable('desk.messages')
    .set({ flag })
    .where('id', '=', id)
    .where('flag', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

/** Whether the customer wrote, or something that is not flagged went to them, after this message. */
export async function findContactSince(ctx: Context, message: Pick<MessageRow, 'ticketId' | 'at'>): Promise<boolean> {
  const later = await deskDb(ctx)
    .selectFrom('desk.messages')
    .select('id')
    .where('ticketId', '=', message.ticketId)
    .where('at', '>', message.at)
    .where('isAutomatic', '=', false)
    .where((where) => where.or([where('direction', '=', 'in'), where('flag', 'is', null)]))
    .limit(1)
    .executeTakeFirst()
  return later !== undefined
}

export async function insertAttachments(
  ctx: Context,
  attachments: readonly Insertable<DeskTables['desk.attachments']>[],
): Promise<void> {
  if (attachments.length > 0)
    await deskDb(ctx)
      .insertInto('desk.attachments')
      .values([...attachments])
      .execute()
}

/** Returns its id. */
export async function insertNote(ctx: Context, note: Insertable<DeskTables['desk.notes']>): Promise<string> {
  const { id } = await deskDb(ctx).insertInto('desk.notes').values(note).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function insertChange(ctx: Context, change: Insertable<DeskTables['desk.changes']>): Promise<void> {
  await deskDb(ctx).insertInto('desk.changes').values(change).execute()
}

export async function findMessage(ctx: Context, ticketId: string, id: string): Promise<MessageRow | undefined> {
  return deskDb(ctx)
    .selectFrom('desk.messages')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The message that was filed last: a letter that had to wait is newer than an answer written meanwhile. */
export async function findNewestMessage(ctx: Context, ticketId: string): Promise<MessageRow | undefined> {
  return deskDb(ctx)
    .selectFrom('desk.messages')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .orderBy('filedNumber', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export interface Newest {
  readonly by: string
  readonly direction: 'in' | 'out'
  readonly text: string
}

/** The beginning of what was filed last on each of these tickets, in one line. */
export async function findNewestWords(ctx: Context, ticketIds: readonly string[]): Promise<Map<string, Newest>> {
  const letters = 160
  const { rows } = await sql<Newest & { ticketId: string }>`
    select ticket.id as ticket_id, one.by, one.direction, left(regexp_replace(one.text, '[[:space:]]+', ' ', 'g'), ${letters}) as text
    from unnest(${ticketIds}::uuid[]) ticket (id) cross join lateral (
      select author_name as by, direction, left(text, ${letters * 3}) as text
      from desk.messages where ticket_id = ticket.id order by filed_number desc limit 1
    ) one`.execute(deskDb(ctx))
  return new Map(rows.map(({ ticketId, ...newest }) => [ticketId, newest]))
}

/** What the customer wrote last; of a machine it says nothing. */
export async function findNewestFromCustomer(ctx: Context, ticketId: string): Promise<MessageRow | undefined> {
  return deskDb(ctx)
    .selectFrom('desk.messages')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('direction', '=', 'in')
    .where('isAutomatic', '=', false)
    .orderBy('filedNumber', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/**
 * Which message was filed last, and which of those that the reader did not write; and whether what came in last did so
 * through a mailing list.
 */
export async function findLatest(
  ctx: Context,
  ticketId: string,
  readerId: string | null,
): Promise<{ newestId: string | null; newestFromOthersId: string | null; isListMail: boolean }> {
  const ofTicket = () => deskDb(ctx).selectFrom('desk.messages').where('ticketId', '=', ticketId).limit(1)
  const { newestId, newestFromOthersId, isListMail } = await deskDb(ctx)
    .selectNoFrom([
      ofTicket().select('id').orderBy('filedNumber', 'desc').as('newestId'),
      ofTicket()
        .select('id')
        .where(({ or, eb }) => or([eb('direction', '=', 'in'), eb('authorPersonId', 'is distinct from', readerId)]))
        .orderBy('filedNumber', 'desc')
        .as('newestFromOthersId'),
      ofTicket().select('isList').where('direction', '=', 'in').orderBy('at', 'desc').as('isListMail'),
    ])
    .executeTakeFirstOrThrow()
  return { newestId, newestFromOthersId, isListMail: isListMail ?? false }
}

/** The Message-IDs of what the customer wrote, oldest first. */
export async function findRfcMessageIds(ctx: Context, ticketId: string): Promise<string[]> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.messages')
    .select('rfcMessageId')
    .where('ticketId', '=', ticketId)
    .orderBy('at')
    .execute()
  return rows.flatMap((row) => row.rfcMessageId ?? [])
}

export type AttachmentRow = Selectable<DeskTables['desk.attachments']>

/** The files of messages, or of notes, by the ids of what they came with. */
export async function findAttachments(
  ctx: Context,
  of: 'messageId' | 'noteId',
  ids: readonly string[],
): Promise<Map<string, AttachmentRow[]>> {
  if (ids.length === 0) return new Map()
  const rows = await deskDb(ctx).selectFrom('desk.attachments').selectAll().where(of, 'in', ids).execute()
  return Map.groupBy(rows, (row) => row[of] ?? '')
}

/** An attachment of a message, or of a note, on this very ticket. */
export async function findAttachment(ctx: Context, ticketId: string, id: string): Promise<AttachmentRow | undefined> {
  return deskDb(ctx)
    .selectFrom('desk.attachments')
    .leftJoin('desk.messages', 'desk.messages.id', 'desk.attachments.messageId')
    .leftJoin('desk.notes', 'desk.notes.id', 'desk.attachments.noteId')
    .selectAll('desk.attachments')
    .where(({ fn }) => fn.coalesce('desk.messages.ticketId', 'desk.notes.ticketId'), '=', ticketId)
    .where('desk.attachments.id', '=', id)
    .executeTakeFirst()
}

export async function findChanges(ctx: Context, ticketId: string) {
  return deskDb(ctx).selectFrom('desk.changes').selectAll().where('ticketId', '=', ticketId).orderBy('at').execute()
}

/** Incoming messages with one of these ids, for threading by References. */
export async function findByRfcMessageIds(ctx: Context, ids: readonly string[]): Promise<MessageRow[]> {
  if (ids.length === 0) return []
  return deskDb(ctx)
    .selectFrom('desk.messages')
    .selectAll()
    .where('rfcMessageId', 'in', ids)
    .orderBy('at', 'desc')
    .execute()
}

/** The addresses of everyone who wrote in on this ticket. */
export async function findWriters(ctx: Context, ticketId: string): Promise<Set<string>> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.messages')
    .select('authorEmail')
    .distinct()
    .where('ticketId', '=', ticketId)
    .where('direction', '=', 'in')
    .where('isAutomatic', '=', false)
    .execute()
  return new Set(rows.flatMap((row) => row.authorEmail ?? []))
}

/** The whole text of what was written first; empty where nothing was. */
export async function findFirstText(ctx: Context, ticketId: string): Promise<string> {
  const row = await deskDb(ctx)
    .selectFrom('desk.messages')
    .select('fullText')
    .where('ticketId', '=', ticketId)
    .orderBy('at')
    .limit(1)
    .executeTakeFirst()
  return row?.fullText ?? ''
}

import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'

export interface UnreadFile {
  readonly id: string
  readonly fileId: string
  readonly ticketId: string
}

/** Attachments at which nobody looked yet. */
export async function findUnreadFiles(ctx: Context, limit: number): Promise<UnreadFile[]> {
  const { rows } = await sql<UnreadFile>`
    select file.id, file.file_id, coalesce(message.ticket_id, note.ticket_id) as ticket_id
    from (select * from desk.attachments where not is_read order by read_tries, id limit ${limit}) file
    left join desk.messages message on message.id = file.message_id
    left join desk.notes note on note.id = file.note_id`.execute(deskDb(ctx))
  return rows
}

/** Nothing of what was erased meanwhile. */
export async function insertFileTexts(
  ctx: Context,
  read: readonly { readonly id: string; readonly text: string }[],
): Promise<void> {
  await sql`
    with read as (select * from unnest(${read.map(({ id }) => id)}::uuid[], ${read.map(({ text }) => text)}::text[]) read (id, text)),
    looked as (update desk.attachments set is_read = true from read where attachments.id = read.id returning read.id, read.text)
    insert into desk.attachment_texts (attachment_id, text) select id, text from looked where text <> ''
    on conflict do nothing`.execute(deskDb(ctx))
}

/** They could not be had: others come first. */
export async function putBehind(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`
    update desk.attachments set read_tries = least(read_tries + 1, 1000) where id = any(${ids}::uuid[])`.execute(
    deskDb(ctx),
  )
}

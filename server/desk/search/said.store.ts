import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'

/** What was said on a ticket, or in one private question on it. */
export interface Said {
  readonly ticketId: string
  readonly handOffId: string | null
  readonly number: number
  readonly subject: string
  /** Names and addresses. */
  readonly from: readonly string[]
  readonly sites: readonly string[]
  /** The newest first. */
  readonly texts: readonly string[]
  /** Names of files. */
  readonly files: readonly string[]
  /** What stands in them, the newest first. */
  readonly fileTexts: readonly string[]
  /** What stands in the fields of an organisation's own. */
  readonly fields: readonly string[]
}

/** Of a ticket with more letters, or more pieces, the newest are read. */
const lettersMax = 100_000
const piecesMax = 500

/** Of messages and of notes apart: each of the two is found by its ticket. */
const filesOfTicket = sql`(
  select file.id, file.file_name, message.at
  from desk.messages message join desk.attachments file on file.message_id = message.id
  where message.ticket_id = ticket.id
  union all
  select file.id, file.file_name, note.at
  from desk.notes note join desk.attachments file on file.note_id = note.id
  where note.ticket_id = ticket.id
) file`

/** What was said on these tickets; nothing of those that were merged, since it stands on another one, nor of what is in spam or the trash. */
export async function findSaid(ctx: Context, ticketIds: readonly string[]): Promise<Said[]> {
  const { rows } = await sql<Said>`
    with ticket as (select * from desk.tickets where id = any(${ticketIds}::uuid[]) and state in ('open', 'resolved')),
    asked as (
      select one.ticket_id, one.id, one.is_private, one.asked_at,
        concat_ws(E'\n', one.question, one.answer, one.todo, (
          select string_agg(text, E'\n') from desk.hand_off_words where hand_off_id = one.id and kind <> 'team-note'
        )) as text
      from desk.hand_offs one join ticket on ticket.id = one.ticket_id
    )
    select ticket.id as ticket_id, null::uuid as hand_off_id, ticket.number, ticket.subject,
      array[ticket.contact_name, ticket.contact_email]
        || array(select name || ' ' || address from desk.participants where ticket_id = ticket.id)
        || array(select distinct author_name from desk.messages where ticket_id = ticket.id) as from,
      ticket.mentioned_sites as sites,
      array(
        select left(text, (${lettersMax} - before)::int) from (
          select at, text, coalesce(sum(length(text)) over (order by at desc rows between unbounded preceding and 1 preceding), 0) as before
          from (
            select at, text from desk.messages where ticket_id = ticket.id
            union all select at, text from desk.notes where ticket_id = ticket.id
            union all select asked_at, text from asked where ticket_id = ticket.id and not is_private
            order by at desc limit ${piecesMax}
          ) newest
        ) piece where before < ${lettersMax} order by at desc
      ) as texts,
      array(
        select left(file_name, 500) from ${filesOfTicket}
        order by at desc limit ${piecesMax}
      ) as files,
      array(
        select left(text, (${lettersMax} - before)::int) from (
          select text, at, coalesce(sum(length(text)) over (order by at desc, id rows between unbounded preceding and 1 preceding), 0) as before
          from (
            select said.text, file.id, at
            from ${filesOfTicket} join desk.attachment_texts said on said.attachment_id = file.id
            order by at desc limit ${piecesMax}
          ) newest
        ) piece where before < ${lettersMax} order by at desc
      ) as file_texts,
      array(
        select value #>> '{}' from desk.field_values where ticket_id = ticket.id and jsonb_typeof(value) <> 'boolean'
      ) as fields
    from ticket
    union all
    select ticket_id, asked.id, ticket.number, '', '{}', '{}', array[left(text, ${lettersMax})], '{}', '{}', '{}'
    from asked join ticket on ticket.id = asked.ticket_id where is_private`.execute(deskDb(ctx))
  return rows
}

/** A piece of what was said, as a search shows it. */
export interface Piece {
  readonly ticketId: string
  readonly kind: 'message' | 'note' | 'hand-off' | 'file'
  readonly id: string
  readonly at: Date
  readonly by: string | null
  readonly text: string
}

/** How much is looked through for the places of one ticket. */
const placedLettersMax = 60_000
const pieceLettersMax = 20_000
const patternsMax = 20

/** As it is written, and with an accent on any letter that may have one, which the words that are looked for have not. */
function patternsOf(root: string): string[] {
  const exact = `%${root.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const loose = exact.replaceAll(/[aceinosuyz]/g, '_')
  return loose === exact || root.length < 4 ? [exact] : [exact, loose]
}

/**
 * What was said on these tickets that everybody may read, and in these private questions: first what has most of these
 * beginnings of words, so that a long talk hides nothing, and of as good pieces the newest.
 */
export async function findPieces(
  ctx: Context,
  { ticketIds, handOffIds }: { ticketIds: readonly string[]; handOffIds: readonly string[] },
  roots: readonly string[],
): Promise<Piece[]> {
  const patterns = roots.flatMap(patternsOf).slice(0, patternsMax)
  const { rows } = await sql<Piece>`
    select ticket.id as ticket_id, piece.kind, piece.id, piece.at, piece.by, left(piece.text, ${pieceLettersMax}) as text
    from unnest(${ticketIds}::uuid[]) ticket (id) cross join lateral (
      select *, row_number() over best as place, sum(least(length(text), ${pieceLettersMax})) over best as until
      from (select *, (select count(*) from unnest(${patterns}::text[]) pattern where left(text, ${pieceLettersMax}) ilike pattern) as has from (
        (select 'message' as kind, id, at, author_name as by, text from desk.messages
          where ticket_id = ticket.id order by at desc limit ${piecesMax})
        union all
        (select 'note', id, at, author_name, text from desk.notes where ticket_id = ticket.id order by at desc limit ${piecesMax})
        union all
        (select 'hand-off', id, asked_at, null, concat_ws(E'\n', question, answer, todo) from desk.hand_offs
          where ticket_id = ticket.id and (not is_private or id = any(${handOffIds}::uuid[]))
          order by asked_at desc limit ${piecesMax})
        union all
        (select 'file', message.id, message.at, message.author_name, concat_ws(E'\n', file.file_name, said.text)
          from desk.attachments file left join desk.attachment_texts said on said.attachment_id = file.id join desk.messages message on message.id = file.message_id
          where message.ticket_id = ticket.id order by message.at desc limit ${piecesMax})
        union all
        (select 'file', note.id, note.at, note.author_name, concat_ws(E'\n', file.file_name, said.text)
          from desk.attachments file left join desk.attachment_texts said on said.attachment_id = file.id join desk.notes note on note.id = file.note_id
          where note.ticket_id = ticket.id order by note.at desc limit ${piecesMax})
      ) one) one
      window best as (order by has desc, at desc, id rows unbounded preceding)
    ) piece
    where piece.until <= ${placedLettersMax}
    order by piece.place`.execute(deskDb(ctx))
  return rows
}

import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'
import type { Stems } from './lexeme.rules.ts'

/** Held until the transaction ends: tickets are read by one at a time. */
export async function lockReading(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('desk.search', 3))`.execute(deskDb(ctx))
}

/** Some tickets that changed since they were read. */
export async function takeUnread(ctx: Context, limit: number): Promise<{ ticketIds: string[]; isFull: boolean }> {
  const { rows } = await sql<{ ticketId: string }>`
    delete from desk.unread_tickets where mark in (select mark from desk.unread_tickets order by mark limit ${limit})
    returning ticket_id`.execute(deskDb(ctx))
  return { ticketIds: [...new Set(rows.map(({ ticketId }) => ticketId))], isFull: rows.length === limit }
}

/** How many changes of tickets a search does not know yet; more than this are this many. */
export async function countUnread(ctx: Context, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from (select from desk.unread_tickets limit ${most}) waiting`.execute(deskDb(ctx))
  return rows[0]?.count ?? 0
}

export async function findStems(ctx: Context, words: readonly string[]): Promise<Stems> {
  const { rows } = await sql<{ word: string; stems: string[] }>`
    select word, desk.stems(word) as stems from unnest(${words}::text[]) word`.execute(deskDb(ctx))
  return new Map(rows.map(({ word, stems }) => [word, stems]))
}

interface Doc {
  readonly ticketId: string
  readonly handOffId: string | null
  readonly number: number
  readonly lexemes: readonly string[]
}

/** These docs are all that can be found of these tickets. */
export async function replaceDocs(ctx: Context, ticketIds: readonly string[], docs: readonly Doc[]): Promise<void> {
  const given = sql`
    select (doc->>'ticketId')::uuid as ticket_id, (doc->>'handOffId')::uuid as hand_off_id,
      (doc->>'number')::bigint as number,
      array_to_tsvector(array(select jsonb_array_elements_text(doc->'lexemes'))) as words
    from jsonb_array_elements(${JSON.stringify(docs)}::jsonb) doc`
  await sql`
    with given as (${given}),
    gone as (
      delete from desk.search_docs one where ticket_id = any(${ticketIds}::uuid[]) and not exists (
        select from given where given.ticket_id = one.ticket_id and given.hand_off_id is not distinct from one.hand_off_id
      )
    )
    insert into desk.search_docs as known (ticket_id, hand_off_id, number, words)
    select * from given
    on conflict (ticket_id, hand_off_id) do update set words = excluded.words
    where known.words is distinct from excluded.words`.execute(deskDb(ctx))
}

export async function insertSpellings(ctx: Context, words: readonly string[]): Promise<void> {
  if (words.length === 0) return
  await sql`
    insert into desk.search_words select word from unnest(${words.toSorted()}::text[]) word
    on conflict do nothing`.execute(deskDb(ctx))
}

/** The words of these tickets that are offered as a spelling. */
export async function findSpellings(ctx: Context, ticketIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from desk.search_words where word in (
      select unnest(tsvector_to_array(words)) from desk.search_docs where ticket_id = any(${ticketIds}::uuid[])
    )`.execute(deskDb(ctx))
  return rows.map(({ word }) => word)
}

/** Some tickets that are found by one of these words as it is. */
export async function findTicketsSaying(ctx: Context, words: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ ticketId: string }>`
    select distinct ticket_id from (
      select ticket_id from desk.search_docs
      where words @@ (select string_agg(quote_literal(word), ' | ') from unnest(${words}::text[]) word)::tsquery
      limit ${limit}
    ) some_docs`.execute(deskDb(ctx))
  return rows.map(({ ticketId }) => ticketId)
}

/** Of these words those that stand on no ticket any more are offered as a spelling no more. */
export async function deleteSpellings(ctx: Context, words: readonly string[]): Promise<void> {
  await sql`
    delete from desk.search_words one where word = any(${words}::text[]) and not exists (
      select from desk.search_docs where words @@ quote_literal(one.word)::tsquery and hand_off_id is null
    )`.execute(deskDb(ctx))
}

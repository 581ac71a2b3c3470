import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { conditionSql } from '../../platform/database/condition-sql.ts'
import { withPatience } from '../../platform/database/with-patience.ts'
import { deskDb } from '../desk.tables.ts'
import { ticketColumns } from '../ticket-columns.ts'
import type { AskedOfTickets } from './filters.ts'

export interface Sought {
  /** As `tsquery` reads it; null where nothing but filters was asked for. */
  readonly query: string | null
  /** The same words in the subject. */
  readonly inSubject: string | null
  /** What must hold of the tickets besides. */
  readonly asked: Pick<AskedOfTickets, 'condition' | 'teamIds'>
  /** Who may know of private questions: whoever asked, and these teams. */
  readonly reader: { readonly personId: string; readonly teamIds: readonly string[] } | null
}

export interface Match {
  readonly ticketId: string
  /** The private questions in which the words stand. */
  readonly handOffIds: string[]
  readonly isInSubject: boolean
}

/** So many of the newest tickets are looked through one after the other: what stands on many is found there at once. */
const newestTickets = 2_000
/**
 * Words in more of the newest than this are soon found from the newest on; rarer ones by the index of words, which finds all
 * that have them. Of a million tickets both look at some thousands then: at a hundred over this share, and at this share.
 */
const commonInNewest = 5
/**
 * The newest may all be of one thing, as on the day of an incident, and say nothing of the words of other days: so many
 * pieces of so many tickets beside each other, which are read as fast as the newest are, are looked at besides. A word on
 * more of them than this has the same share.
 */
const sample = { pieces: 10, tickets: 400, common: 10 }
/** Nobody knows how many have a word that no statistics list: the order says which index finds them. */
const byNumber = sql`doc.number`
const byWords = sql`doc.number + 0`
/** What is in few tickets is found by its index; where it is in too many for that nobody waits longer. */
const patienceMilliseconds = 2_000

interface Matches {
  readonly matches: Match[]
  /** There are more. */
  readonly isFull: boolean
}

/** The newest tickets that match, or undefined where that takes too long. */
export async function findMatches(ctx: Context, sought: Sought, limit: number): Promise<Matches | undefined> {
  const { condition, teamIds } = sought.asked
  const isFiltered = condition !== null || teamIds.length > 0
  return withPatience(ctx, patienceMilliseconds, async (ctx) => {
    const all = { limit, among: sql<boolean>`true` }
    if (sought.query === null) return findSome(ctx, sought, { ...all, order: byNumber })
    const newest = await findSome(ctx, { ...sought, asked: nothingElse }, { limit, among: isNewest, order: byNumber })
    if (newest.isFull && !isFiltered) return newest
    const isCommon = newest.matches.length > commonInNewest || (await findIsCommon(ctx, sought.query))
    return findSome(ctx, sought, { ...all, order: isCommon ? byNumber : byWords })
  })
}

const nothingElse = { condition: null, teamIds: [] }
const isNewest = sql<boolean>`doc.number > (select max(number) from desk.tickets) - ${newestTickets}::int`

/** Whether the words stand on many tickets of any time; what is private is not looked at. */
async function findIsCommon(ctx: Context, query: string): Promise<boolean> {
  const { rows } = await sql<{ isCommon: boolean }>`
    select count(*) > ${sample.common} as is_common from (
      select from (select max(number) as number from desk.tickets) newest, generate_series(1, ${sample.pieces}::int) piece
      cross join lateral (select (newest.number * piece / ${sample.pieces + 1}::numeric)::bigint as last) place
      cross join lateral (
        select from desk.search_docs doc
        where doc.number > place.last - ${sample.tickets}::int and doc.number <= place.last
          and doc.hand_off_id is null and doc.words @@ ${query}::tsquery
        order by doc.number
      ) one
      limit ${sample.common + 1}
    ) found`.execute(deskDb(ctx))
  return rows[0]?.isCommon === true
}

/** Tickets of which these parts are known. */
async function findSome(
  ctx: Context,
  { query, inSubject, asked, reader }: Sought,
  { limit, among, order }: { limit: number; among: RawBuilder<boolean>; order: RawBuilder<unknown> },
): Promise<Matches> {
  const isReaders =
    reader === null
      ? sql`doc.hand_off_id is null`
      : sql`(doc.hand_off_id is null or exists (
          select from desk.hand_offs one where one.id = doc.hand_off_id
            and (one.asked_by = ${reader.personId} or one.asked_team_id = any(${reader.teamIds}::uuid[]))
        ))`
  const says = query === null ? sql`doc.hand_off_id is null` : sql`doc.words @@ ${query}::tsquery and ${isReaders}`
  const { rows } = await sql<Match & { docs: number }>`
    select found.ticket_id, count(*) as docs, array_remove(array_agg(found.hand_off_id), null) as hand_off_ids,
      coalesce(bool_or(${inSubject === null ? sql`false` : sql`doc.words @@ ${inSubject}::tsquery`}), false) as is_in_subject
    from (
      -- Without their words, which are long: thousands are sorted of which few are kept.
      select doc.ticket_id, doc.hand_off_id, doc.number
      from desk.search_docs doc join desk.tickets on tickets.id = doc.ticket_id
      where ${says} and ${holds(asked)} and ${among}
      order by ${order} desc limit ${limit}
    ) found
    join desk.search_docs doc on doc.ticket_id = found.ticket_id and doc.hand_off_id is not distinct from found.hand_off_id
    group by found.ticket_id, found.number order by found.number desc`.execute(deskDb(ctx))
  return { matches: rows, isFull: rows.reduce((sum, { docs }) => sum + docs, 0) === limit }
}

/** A team that is asked in private is known to nobody by this. */
const holds = ({ condition, teamIds }: Sought['asked']): RawBuilder<unknown> => sql`
  ${condition === null ? sql`true` : conditionSql(condition, ticketColumns)}
  and waiting_on_teams @> ${teamIds}::uuid[] and not private_teams && ${teamIds}::uuid[]`

/** Whether a word, or another form of it, stands anywhere that everybody may read. */
export async function findStandingWords(ctx: Context, queries: readonly string[]): Promise<boolean[]> {
  const { rows } = await sql<{ stands: boolean }>`
    select exists (select from desk.search_docs where words @@ query::tsquery and hand_off_id is null) as stands
    from unnest(${queries}::text[]) with ordinality given (query, place) order by place`.execute(deskDb(ctx))
  return rows.map(({ stands }) => stands)
}

/** Words that were said and look like this one; none where the server cannot compare them. */
export async function findAlike(ctx: Context, word: string): Promise<string[]> {
  try {
    const { rows } = await sql<{ word: string }>`
      select word from desk.search_words where word % ${word} order by similarity(word, ${word}) desc, word limit 50`.execute(
      deskDb(ctx),
    )
    return rows.map((row) => row.word)
  } catch (error) {
    if ((error as { code?: unknown }).code === undefinedFunction) return []
    throw error
  }
}

/** `%` and `similarity` come with `pg_trgm`. */
const undefinedFunction = '42883'

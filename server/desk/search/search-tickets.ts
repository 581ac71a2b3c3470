import type { z } from 'zod'
import type { searchTickets as contract } from '@bellwether/contract/desk.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow } from '../../platform/permissions.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { presentTickets } from '../present-ticket.ts'
import { findTickets } from '../ticket.store.ts'
import { askedOfTickets } from './filters.ts'
import { inflected, type Stems } from './lexeme.rules.ts'
import { type Query, readQuery, type SoughtWord } from './query.rules.ts'
import { findPieces, type Piece } from './said.store.ts'
import { countUnread } from './search-index.store.ts'
import { findAlike, findMatches, findStandingWords, type Match } from './search.store.ts'
import { type Finder, finderOf, rootsOf, type Snippet, snippetOf } from './snippet.rules.ts'
import { nearestSpelling } from './spelling.rules.ts'
import { stemsOf } from './stems.ts'
import { subjectQueryOf, tsqueryOf, wordQuery } from './tsquery.rules.ts'
import { plain } from './word.rules.ts'

type Answer = Presented<z.input<(typeof contract)['answer']>>
type Hit = Answer['hits'][number]

/** So many of what matches are ranked: who finds more adds a word. */
const rankedMax = 100
const placesMax = 3
const unreadMax = 100

/** Tickets by what was said on them: those with the words in their subject first, then the newest. */
export async function searchTickets(ctx: Context, { q, limit }: { q: string; limit: number }): Promise<Answer> {
  allow(ctx, 'desk.read')
  const asked = readQuery(q)
  const unread = await countUnread(ctx, unreadMax)
  const remarks = [...asked.problems, ...unreadRemark(unread)]
  const found = await find(ctx, asked)
  const respelled = found.matches.length === 0 ? await respell(ctx, asked) : undefined
  const { query, stems, matches, isFull, problems } = respelled ? await find(ctx, respelled) : found
  const hits = await hitsOf(ctx, matches, { query, stems, limit })
  return {
    hits: hits.slice(0, limit),
    hasMore: hits.length > limit || isFull,
    instead: respelled && matches.length > 0 ? respelled.words.map(({ word }) => word).join(' ') : null,
    remarks: [...remarks, ...problems],
  }
}

const unreadRemark = (count: number): string[] =>
  count < unreadMax ? [] : [said`Many tickets are still being read for the search: what stands on them may be missing.`]

interface Found {
  readonly query: Query
  readonly stems: Stems
  readonly matches: readonly Match[]
  /** There are more than were ranked. */
  readonly isFull: boolean
  readonly problems: readonly string[]
}

async function find(ctx: Context, query: Query): Promise<Found> {
  const stems = await stemsOf(ctx, inflected(query.words.map(({ word }) => word)))
  const { problems, ...asked } = await askedOfTickets(ctx, query.filters)
  const words = tsqueryOf(query, stems)
  // Nothing is asked, or something that does not exist.
  const isEmpty = words === null && asked.condition === null && asked.teamIds.length === 0
  if (problems.length > 0 || isEmpty) return { query, stems, matches: [], isFull: false, problems }
  const sought = { query: words, inSubject: subjectQueryOf(query, stems), asked, reader: personOf(ctx.actor) }
  const found = await findMatches(ctx, sought, rankedMax)
  if (found) return { query, stems, matches: ranked(found.matches), isFull: found.isFull, problems }
  const tooMany = said`These words stand on too many tickets to look through all of them: add a word or a filter.`
  return { query, stems, matches: [], isFull: false, problems: [tooMany] }
}

const ranked = (matches: readonly Match[]): Match[] => [
  ...matches.filter(({ isInSubject }) => isInSubject),
  ...matches.filter(({ isInSubject }) => !isInSubject),
]

/** The query with other words for those that nobody ever said; undefined where there are none. */
async function respell(ctx: Context, query: Query): Promise<Query | undefined> {
  const closed = query.words.map(({ word }) => ({ word, isOpen: false }))
  const stems = await stemsOf(ctx, inflected(closed.map(({ word }) => word)))
  const stands = await findStandingWords(
    ctx,
    closed.map((one) => wordQuery(one, stems)),
  )
  const words: SoughtWord[] = []
  // One after the other: a search takes one connection, whatever it says.
  for (const [n, one] of closed.entries()) {
    const meant = stands[n] ? undefined : nearestSpelling(one.word, await findAlike(ctx, one.word))
    words.push(meant === undefined ? one : { ...one, word: meant })
  }
  return words.some(({ word }, n) => word !== closed[n]?.word) ? { ...query, words } : undefined
}

interface Shown {
  readonly query: Query
  readonly stems: Stems
  readonly limit: number
}

/** One more than are shown, where there is one more. */
async function hitsOf(ctx: Context, matches: readonly Match[], { query, stems, limit }: Shown): Promise<Hit[]> {
  // Of a phrase only the texts tell whether it stands there.
  const some = query.phrases.length > 0 ? matches : matches.slice(0, limit + 1)
  const ids = some.map(({ ticketId }) => ticketId)
  const handOffIds = some.flatMap((match) => match.handOffIds)
  const sought = query.words.map(({ word, isOpen }) => rootsOf(word, stems.get(word) ?? [], isOpen))
  const roots = sought.flat().map(({ root }) => root)
  const [found, pieces] = await Promise.all([
    findTickets(ctx, ids),
    findPieces(ctx, { ticketIds: ids, handOffIds }, roots),
  ])
  const rows = new Map(found.map((row) => [row.id, row]))
  const piecesOf = Map.groupBy(pieces, ({ ticketId }) => ticketId)
  const kept = ids
    .flatMap((id) => rows.get(id) ?? [])
    .filter((row) => saysAll(query.phrases, [row.subject, ...(piecesOf.get(row.id) ?? []).map(({ text }) => text)]))
    .slice(0, limit + 1)
  const tickets = await presentTickets(ctx, kept)
  const find = finderOf(sought)
  return kept.map((row, n) => ({
    ticket: tickets[n]!,
    subject: marked(row.subject, find),
    places: placesIn(piecesOf.get(row.id) ?? [], find),
  }))
}

const saysAll = (phrases: readonly string[], texts: readonly string[]): boolean =>
  phrases.every((phrase) => texts.some((text) => plain(text).includes(phrase)))

/** The whole of a short text, with its marks. */
function marked(text: string, find: Finder) {
  const snippet = snippetOf(text, find)
  return snippet?.text === text ? shownSnippet(snippet) : { text, marks: [] }
}

const shownSnippet = ({ text, marks }: Snippet) => ({
  text,
  marks: marks.map(([from, to]): [number, number] => [from, to]),
})

/** Where most of the words stand, and of as good places the newest. */
function placesIn(pieces: readonly Piece[], find: Finder): Hit['places'] {
  const places = pieces.flatMap(({ kind, id, at, by, text }) => {
    const snippet = snippetOf(text, find)
    return snippet ? [{ place: { kind, id, at, by, snippet: shownSnippet(snippet) }, found: snippet.found }] : []
  })
  return places
    .toSorted((a, b) => b.found - a.found || b.place.at.getTime() - a.place.at.getTime())
    .slice(0, placesMax)
    .map(({ place }) => place)
}

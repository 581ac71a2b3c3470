import { wordsOf } from './word.rules.ts'
import { type Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { inflected, lexemesOf, spelled, type Words } from './lexeme.rules.ts'
import { findStems, insertSpellings, lockReading, replaceDocs, takeUnread } from './search-index.store.ts'
import { findSaid, type Said } from './said.store.ts'

/** So that no transaction is long, and a search never waits for one. */
const ticketsAtOnce = 50
/** How long a turn may take, in milliseconds: the rest comes in the next one. */
const turnMilliseconds = 1000

/** Reads for the search what changed, the oldest change first. Harmless to repeat; several processes take turns. */
export async function keepSearch(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const until = performance.now() + turnMilliseconds
  while ((await inTransaction(ctx, readSome)) && performance.now() < until);
}

/** False where these were the last. */
async function readSome(ctx: Context): Promise<boolean> {
  await lockReading(ctx)
  const { ticketIds, isFull } = await takeUnread(ctx, ticketsAtOnce)
  await readTickets(ctx, ticketIds)
  return isFull
}

/** For verbs: makes of these tickets what can be found of them now, and of nothing else. */
export async function readTickets(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  if (ticketIds.length === 0) return
  const read = (await findSaid(ctx, ticketIds)).map((said) => ({ ...said, words: wordsIn(said) }))
  const all = read.flatMap(({ words }) => [words.said, words.subject, words.from].flatMap((some) => [...some]))
  const stems = await findStems(ctx, inflected(all))
  const docs = read.map(({ words, ticketId, handOffId, number }) => ({
    ticketId,
    handOffId,
    number,
    lexemes: lexemesOf(words, stems),
  }))
  await replaceDocs(ctx, ticketIds, docs)
  // A private question is offered to nobody as a spelling.
  const open = read.filter(({ handOffId }) => handOffId === null)
  await insertSpellings(ctx, spelled(open.flatMap(({ words }) => [...words.said, ...words.subject])))
}

const wordsIn = ({ texts, subject, from, sites, files }: Said): Words => ({
  said: wordsOf([...texts, ...files].join('\n')),
  subject: wordsOf(subject),
  from: wordsOf(from.join('\n')),
  sites: new Set(sites.map((site) => site.toLowerCase())),
  hasFile: files.length > 0,
})

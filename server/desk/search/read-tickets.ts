import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { wordsOf } from './word.rules.ts'
import type { Context } from '../../platform/context.ts'
import { databaseTrouble } from '../../platform/database/database-trouble.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { inflected, lexemesOf, spelled, type Words } from './lexeme.rules.ts'
import { insertSpellings, lockReading, replaceDocs, takeUnread } from './search-index.store.ts'
import { stemsOf } from './stems.ts'
import { findSaid, type Said } from './said.store.ts'

/** So few that whoever works meanwhile notices nothing. */
const ticketsAtOnce = 10
/** How long a turn may take, in milliseconds: the rest comes in the next one. */
const turnMilliseconds = 20_000
/** Between a few tickets and the next it rests for so many times as long as they took, but no longer than this. */
const restFactor = 6
const restMilliseconds = 1000

/**
 * Reads for the search what changed, the oldest change first, in a seventh of the time: the rest is for whoever works. Harmless
 * to repeat; several processes take turns.
 */
export async function keepSearch(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const until = performance.now() + turnMilliseconds
  for (let more = true; more && performance.now() < until;) {
    await ctx.requests.goFirst()
    const startedAt = performance.now()
    more = await readSome(ctx)
    if (more) await sleep(Math.min(restFactor * (performance.now() - startedAt), restMilliseconds))
  }
}

/**
 * False where these were the last. One that cannot be read stops no other: it is left out, and the log says so. Where the
 * records are in trouble none is: the next turn tries again.
 */
async function readSome(ctx: Context): Promise<boolean> {
  try {
    return await inTransaction(ctx, (ctx) => readFew(ctx, ticketsAtOnce))
  } catch (error) {
    if (databaseTrouble(error) !== undefined) throw error
    ctx.log.warn({ error: String(error) }, 'tickets could not be read for the search; they are read one by one')
  }
  try {
    await inTransaction(ctx, (ctx) => readFew(ctx, 1))
  } catch (error) {
    if (databaseTrouble(error) !== undefined) throw error
    const { ticketIds } = await inTransaction(ctx, async (ctx) => {
      await lockReading(ctx)
      return takeUnread(ctx, 1)
    })
    ctx.log.error({ ticketIds, error: String(error) }, 'this ticket is not found by the search')
  }
  return true
}

async function readFew(ctx: Context, limit: number): Promise<boolean> {
  await lockReading(ctx)
  const { ticketIds, isFull } = await takeUnread(ctx, limit)
  await readTickets(ctx, ticketIds)
  return isFull
}

/** For verbs: makes of these tickets what can be found of them now, and of nothing else. */
export async function readTickets(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  if (ticketIds.length === 0) return
  const read: (Said & { words: Words })[] = []
  for (const said of await findSaid(ctx, ticketIds)) {
    read.push({ ...said, words: wordsIn(said) })
    // A long one takes a moment, in which nothing else would be done.
    await setImmediate()
  }
  const all = read.flatMap(({ words }) => [words.said, words.subject, words.from].flatMap((some) => [...some]))
  const stems = await stemsOf(ctx, inflected(all))
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

const wordsIn = ({ texts, subject, from, sites, files, fileTexts, fields }: Said): Words => ({
  said: wordsOf([...texts, ...files, ...fields, ...fileTexts].join('\n')),
  subject: wordsOf(subject),
  from: wordsOf(from.join('\n')),
  sites: new Set(sites.map((site) => site.toLowerCase())),
  hasFile: files.length > 0,
})

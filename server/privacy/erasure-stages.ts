import { cannotErase, type Erasure, type ErasureStage } from '@bellwether/contract/privacy.ts'
import { said } from '@bellwether/contract/said.ts'
import { eraseContact, personAt, type PersonAtCustomer } from '../customers/customers.ts'
import { eraseSomeWords, forgetAddresses, ticketsOfPerson } from '../desk/desk.ts'
import { countTablesOfEvidence, eraseInEvidence, findInEvidence } from '../evidence/evidence.ts'
import { countMailsOfPerson, eraseMailsOf, findRawNamed, isMailWaiting } from '../mail/mail.ts'
import { type Context, now } from '../platform/context.ts'
import { isCrossed, readAsOfNow } from '../platform/database/one-instant.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import {
  countAddresses,
  eraseAddresses,
  findTablesOfWords,
  type TableOfWords,
} from '../platform/erasing/addresses-in-records.store.ts'
import { removeDoomed } from '../platform/files/remove-doomed.ts'
import { Problem } from '../platform/problem.ts'
import { addErased, type ErasureRow, updateErasure } from './erasure.store.ts'
import { inHalves } from './in-halves.ts'
import type { Place } from './privacy.tables.ts'

type RunningErasure = ErasureRow & { readonly person: PersonAtCustomer }

/** What can be found of tickets: it is read again when what it is read from is erased. */
const derivedTable = 'desk.search_docs'

/** A step of an erasure, which may be repeated; false where it has to wait. */
type Step = (ctx: Context, erasure: RunningErasure) => Promise<boolean>

/** Says who is erased while it lasts. */
const ownTable = 'privacy.erasures'

export const stages: Readonly<Record<Exclude<ErasureStage, 'finished'>, Step>> = {
  contact: async (ctx, erasure) => {
    const contacts = await eraseContact(ctx, erasure.person)
    return move(ctx, erasure, 'tickets', { contacts })
  },
  tickets: async (ctx, erasure) => {
    const erased = await eraseSomeWords(ctx, erasure.person.addresses)
    if (!erased) await refuseOpen(ctx, erasure.person)
    return move(ctx, erasure, erased ? 'tickets' : 'mails', erased)
  },
  mails: async (ctx, erasure) => {
    const mails = await eraseMailsOf(ctx, erasure.person.addresses)
    // One that came a moment ago is filed first.
    const isWaiting = await isMailWaiting(ctx, erasure.person.addresses)
    await move(ctx, erasure, isWaiting ? 'mails' : 'evidence', { mails })
    return !isWaiting
  },
  evidence: async (ctx, erasure) => {
    if (isWithoutEvidence(ctx)) return move(ctx, erasure, 'elsewhere')
    const { isDone, events } = await eraseInEvidence(ctx, erasure.person.addresses)
    await move(ctx, erasure, isDone ? 'elsewhere' : 'evidence', { events })
    return isDone
  },
  elsewhere: async (ctx, erasure) => {
    const tables = (await tablesToSearch(ctx)).filter(({ name }) => name !== derivedTable)
    const at = placeIn(tables, erasure.place)
    if (!at) return move(ctx, { ...erasure, place: null }, 'files')
    const { table, page, next } = at
    const pages = { from: page, to: next.table === table.name ? next.page : null }
    return untilDone(() =>
      inHalves(pages, table.pagesAtOnce, (some) =>
        atOneInstant(ctx, async (ctx) => {
          if (await isBackAgain(ctx, erasure.person)) return beginAgain(ctx, erasure)
          const places = await eraseAddresses(ctx, table, some, erasure.person.addresses)
          const isLast = some.to === pages.to
          return move(ctx, { ...erasure, place: isLast ? next : erasure.place }, 'elsewhere', { places })
        }),
      ),
    )
  },
  files: async (ctx, erasure) => {
    if (await forgetAddresses(ctx, erasure.person.addresses)) return true
    if ((await removeDoomed(ctx, (names) => findRawNamed(ctx, names))) > 0) return false
    return move(ctx, erasure, 'proof')
  },
  proof: async (ctx, erasure) => {
    if (await isBackAgain(ctx, erasure.person)) return beginAgain(ctx, erasure)
    const proof = await prove(ctx, erasure.person.addresses)
    const finishedAt = now(ctx)
    await updateErasure(ctx, erasure.id, { stage: 'finished', finishedAt, person: null, proof: JSON.stringify(proof) })
    return false
  },
}

/** One statement takes no longer: what stands in its way waits no longer either. */
const secondsMost = 10

/**
 * What comes in meanwhile is not seen, and stays as it is: the address of somebody who writes again is written over only
 * where their words are gone.
 */
const atOneInstant = <T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> =>
  inTransaction(ctx, async (ctx) => {
    await readAsOfNow(ctx, secondsMost)
    return work(ctx)
  })

/** Where others wrote the same rows it is done once more. */
async function untilDone(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
  } catch (error) {
    if (!isCrossed(error)) throw error
  }
  return true
}

/** Whether something of theirs is there that an earlier stage erases: they wrote again, or an import brought them back. */
async function isBackAgain(ctx: Context, { addresses }: PersonAtCustomer): Promise<boolean> {
  const { tickets, others } = await ticketsOfPerson(ctx, addresses)
  if (tickets + others > 0 || (await countMailsOfPerson(ctx, addresses)) > 0) return true
  return (await personAt(ctx, addresses[0] ?? '')).customerIds.length > 0
}

const beginAgain = (ctx: Context, erasure: RunningErasure): Promise<boolean> =>
  move(ctx, { ...erasure, place: null }, 'contact')

/** Whoever wrote again since is answered first: their address is what that needs. */
async function refuseOpen(ctx: Context, { addresses }: PersonAtCustomer): Promise<void> {
  const { open } = await ticketsOfPerson(ctx, addresses)
  const named = open.map((number) => `#${number}`).join(', ')
  if (open.length > 0) throw new Problem(cannotErase, said`They have written again: resolve ${named}, and it goes on.`)
}

const isWithoutEvidence = ({ engine }: Context): boolean => engine.state().state === 'off'

async function move(
  ctx: Context,
  { id, place }: RunningErasure,
  stage: ErasureStage,
  more: Partial<Erasure['erased']> = {},
): Promise<boolean> {
  await updateErasure(ctx, id, { stage, place: place === null ? null : JSON.stringify(place) })
  await addErased(ctx, id, more)
  return true
}

const tablesToSearch = async (ctx: Context): Promise<TableOfWords[]> =>
  (await findTablesOfWords(ctx)).filter(({ name }) => name !== ownTable).toSorted((a, b) => (a.name < b.name ? -1 : 1))

interface PlaceInTables {
  readonly table: TableOfWords
  readonly page: number
  readonly next: Place
}

/** The next pages to search, by the names of tables; undefined where all have been. */
function placeIn(tables: readonly TableOfWords[], place: Place | null): PlaceInTables | undefined {
  // A table may have gone meanwhile: then it is the next one by name.
  const index = tables.findIndex(({ name }) => place === null || name >= place.table)
  const table = tables[index]
  if (!table) return undefined
  const page = place?.table === table.name ? place.page : 0
  const to = page + table.pagesAtOnce
  if (to < table.pages) return { table, page, next: { table: table.name, page: to } }
  return { table, page, next: { table: tables[index + 1]?.name ?? afterAll, page: 0 } }
}

/** Comes after the name of every table. */
const afterAll = '~'

/** Looks once more into every table, as nobody had erased anything. */
async function prove(ctx: Context, addresses: readonly string[]): Promise<NonNullable<Erasure['proof']>> {
  const tables = await tablesToSearch(ctx)
  const found: { table: string; rows: number; perhaps: number }[] = []
  for (const table of tables) found.push({ table: table.name, ...(await countIn(ctx, table, addresses)) })
  const isEvidenceSearched = !isWithoutEvidence(ctx)
  if (isEvidenceSearched) found.push(...(await findInEvidence(ctx, addresses)))
  const ofEvidence = isEvidenceSearched ? await countTablesOfEvidence(ctx) : 0
  return {
    at: now(ctx).toISOString(),
    tables: tables.length + ofEvidence,
    isEvidenceSearched,
    left: found.flatMap(({ table, rows }) => (rows > 0 ? [{ table, rows }] : [])),
    perhaps: found.flatMap(({ table, perhaps }) => (perhaps > 0 ? [{ table, rows: perhaps }] : [])),
  }
}

async function countIn(ctx: Context, table: TableOfWords, addresses: readonly string[]) {
  const sum = { rows: 0, perhaps: 0 }
  for (let from = 0; from <= table.pages; from += table.pagesAtOnce) {
    const pages = { from, to: from + table.pagesAtOnce }
    const counted = await inHalves(pages, table.pagesAtOnce, (some) =>
      atOneInstant(ctx, (ctx) => countAddresses(ctx, table, some, addresses)),
    )
    sum.rows += counted.reduce((all, { rows }) => all + rows, 0)
    sum.perhaps += counted.reduce((all, { perhaps }) => all + perhaps, 0)
  }
  return sum
}

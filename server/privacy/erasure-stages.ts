import { cannotErase, type Erasure, type ErasureStage } from '@bellwether/contract/privacy.ts'
import { eraseContact, type PersonAtCustomer } from '../customers/customers.ts'
import { eraseSomeWords, ticketsOfPerson } from '../desk/desk.ts'
import { countTablesOfEvidence, eraseInEvidence, findInEvidence } from '../evidence/evidence.ts'
import { eraseMailsOf, findRawNamed } from '../mail/mail.ts'
import { type Context, now } from '../platform/context.ts'
import {
  countAddresses,
  eraseAddresses,
  findTablesOfWords,
  type TableOfWords,
} from '../platform/erasing/addresses-in-records.store.ts'
import { removeDoomed } from '../platform/files/remove-doomed.ts'
import { Problem } from '../platform/problem.ts'
import { type ErasureRow, updateErasure } from './erasure.store.ts'
import type { Place } from './privacy.tables.ts'

type RunningErasure = ErasureRow & { readonly person: PersonAtCustomer }

/** A step of an erasure, which may be repeated; false where it has to wait. */
type Step = (ctx: Context, erasure: RunningErasure) => Promise<boolean>

/** 16 MB of a table: a moment, also where the words are long. */
const pagesAtOnce = 2048

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
    return move(ctx, erasure, 'evidence', { mails })
  },
  evidence: async (ctx, erasure) => {
    if (isWithoutEvidence(ctx)) return move(ctx, erasure, 'elsewhere')
    const { isDone, events } = await eraseInEvidence(ctx, erasure.person.addresses)
    await move(ctx, erasure, isDone ? 'elsewhere' : 'evidence', { events })
    return isDone
  },
  elsewhere: async (ctx, erasure) => {
    await refuseOpen(ctx, erasure.person)
    const tables = await tablesToSearch(ctx)
    const at = placeIn(tables, erasure.place)
    if (!at) return move(ctx, { ...erasure, place: null }, 'files')
    const { table, page, next } = at
    const pages = { from: page, to: next.table === table.name ? next.page : null }
    const places = await eraseAddresses(ctx, table, pages, erasure.person.addresses)
    return move(ctx, { ...erasure, place: next }, 'elsewhere', { places })
  },
  files: async (ctx, erasure) => {
    if ((await removeDoomed(ctx, (names) => findRawNamed(ctx, names))) > 0) return false
    return move(ctx, erasure, 'proof')
  },
  proof: async (ctx, { id, person }) => {
    const proof = await prove(ctx, person.addresses)
    const finishedAt = now(ctx)
    await updateErasure(ctx, id, { stage: 'finished', finishedAt, person: null, proof: JSON.stringify(proof) })
    return false
  },
}

/** Whoever wrote again since is answered first: their address is what that needs. */
async function refuseOpen(ctx: Context, { addresses }: PersonAtCustomer): Promise<void> {
  const { open } = await ticketsOfPerson(ctx, addresses)
  const named = open.map((number) => `#${number}`).join(', ')
  if (open.length > 0) throw new Problem(cannotErase, `They have written again: resolve ${named}, and it goes on.`)
}

const isWithoutEvidence = ({ engine }: Context): boolean => engine.state().state === 'off'

async function move(
  ctx: Context,
  { id, place, erased: before }: RunningErasure,
  stage: ErasureStage,
  more: Partial<Erasure['erased']> = {},
): Promise<boolean> {
  const erased = { ...before }
  for (const [what, count] of Object.entries(more)) erased[what as keyof typeof erased] += count
  const written = { stage, erased: JSON.stringify(erased), place: place === null ? null : JSON.stringify(place) }
  await updateErasure(ctx, id, written)
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
  const to = page + pagesAtOnce
  if (to < table.pages) return { table, page, next: { table: table.name, page: to } }
  return { table, page, next: { table: tables[index + 1]?.name ?? afterAll, page: 0 } }
}

/** Comes after the name of every table. */
const afterAll = '~'

/** Looks once more into every table, as nobody had erased anything. */
async function prove(ctx: Context, addresses: readonly string[]): Promise<NonNullable<Erasure['proof']>> {
  const tables = await tablesToSearch(ctx)
  const left: NonNullable<Erasure['proof']>['left'] = []
  for (const table of tables) {
    let rows = 0
    for (let from = 0; from <= table.pages; from += pagesAtOnce)
      rows += await countAddresses(ctx, table, { from, to: from + pagesAtOnce }, addresses)
    if (rows > 0) left.push({ table: table.name, rows })
  }
  const isEvidenceSearched = !isWithoutEvidence(ctx)
  if (isEvidenceSearched) left.push(...(await findInEvidence(ctx, addresses)))
  const ofEvidence = isEvidenceSearched ? await countTablesOfEvidence(ctx) : 0
  return { at: now(ctx).toISOString(), tables: tables.length + ofEvidence, isEvidenceSearched, left }
}

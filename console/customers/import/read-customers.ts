import { ImportedCustomer } from '@bellwether/contract/customer-shapes.ts'
import type { CustomerField } from '@bellwether/contract/field-shapes.ts'
import { t } from '../../ui/words.ts'
import { columnsOf, type Columns } from './columns.ts'
import { customerIn } from './read-row.ts'

/** A row that cannot be taken; the header is row 1, as a spreadsheet counts. */
export interface RefusedRow {
  readonly row: number
  readonly why: string
}

export interface ReadFile {
  readonly customers: readonly ImportedCustomer[]
  readonly refused: readonly RefusedRow[]
  readonly separator: string
  readonly columns: Columns
  /** What the file as a whole lacks; then nothing of it is taken. */
  readonly trouble: string | null
}

const separators: Readonly<Record<string, string>> = { ',': t`commas`, ';': t`semicolons`, '\t': t`tabs`, '|': t`bars` }
const none: Columns = { of: new Map(), own: new Map(), left: [], width: 0 }

/** Reads customers, and what they have in these fields, from the text of a CSV file, however its columns are separated and named. */
export async function readCustomers(text: string, fields: readonly CustomerField[]): Promise<ReadFile> {
  const { default: papa } = await import('papaparse')
  const { data, errors, meta } = papa.parse<string[]>(text, {
    delimitersToGuess: Object.keys(separators),
  })
  const [header = [], ...rows] = data
  const columns = columnsOf(header, fields)
  const separator = separators[meta.delimiter] ?? 'commas'
  const whole = { customers: [], refused: [], separator, columns }
  const quotes = errors.find(({ type }) => type === 'Quotes')
  if (quotes) return { ...whole, trouble: t`A quote that begins in row ${(quotes.row ?? 0) + 1} does not end.` }
  const trouble = troubleOf(text, { columns, header })
  if (trouble !== null) return { ...whole, columns: text.trim() === '' ? none : columns, trouble }
  return { ...takeRows(rows, columns), separator, columns, trouble: null }
}

function troubleOf(
  text: string,
  { columns: { of }, header }: { columns: Columns; header: readonly string[] },
): string | null {
  if (text.trim() === '') return t`There is nothing in it.`
  if (text.includes('\uFFFD')) return t`It is not UTF-8: save it as UTF-8, so that no letter is lost.`
  const lacking = (['key', 'name'] as const).filter((field) => !of.has(field))
  if (lacking.length === 0) return null
  return t`The first row names no column for the ${lacking.join(` ${t`and the`} `)}. It was read as: ${header.join(', ').slice(0, 200)}.`
}

interface Taken {
  readonly row: number
  readonly customer: ImportedCustomer
}

/** Several rows of one key are one customer: often each has a contact. */
function takeRows(rows: readonly string[][], columns: Columns): Pick<ReadFile, 'customers' | 'refused'> {
  const taken = new Map<string, Taken>()
  const owners: Taking['owners'] = new Map()
  const refused: RefusedRow[] = []
  for (const [index, cells] of rows.entries()) {
    const row = index + 2
    if (cells.every((cell) => cell.trim() === '')) continue
    const read = cells.length > columns.width ? tooMany(cells, columns) : customerIn(cells, columns)
    const why = typeof read === 'string' ? read : take(read, { row, taken, owners })
    if (why !== null) refused.push({ row, why })
  }
  return { customers: [...taken.values()].map(({ customer }) => customer), refused }
}

interface Taking {
  readonly row: number
  readonly taken: Map<string, Taken>
  readonly owners: Map<string, { key: string; row: number }>
}

/** null where it is taken, else why not. */
function take(read: ImportedCustomer, { row, taken, owners }: Taking): string | null {
  const earlier = taken.get(read.key)
  const whole = ImportedCustomer.safeParse(earlier === undefined ? read : joined(earlier.customer, read))
  const why = differenceOf(read, earlier) ?? claimOf(read, owners)
  if (why !== null || !whole.success) return why ?? t`With it the customer has too many sites, domains or contacts.`
  for (const thing of thingsOf(read)) if (!owners.has(thing)) owners.set(thing, { key: read.key, row })
  taken.set(read.key, { row: earlier?.row ?? row, customer: whole.data })
  return null
}

/** A comma that stands in a name without quotes moves all that comes after it. */
const tooMany = (cells: readonly string[], { width }: Columns): string =>
  t`It has ${cells.length} cells where the first row has ${width}: put what holds a separator between quotes.`

function differenceOf(found: ImportedCustomer, earlier: Taken | undefined): string | null {
  if (earlier === undefined) return null
  const { customer, row } = earlier
  const differs = (['name', 'plan', 'isVip', 'accountManager'] as const).some(
    (field) => customer[field] !== found[field],
  )
  const isOther = Object.entries(found.fields).some(([key, value]) => (customer.fields[key] ?? value) !== value)
  return differs || isOther ? t`Row ${row} says something else of the customer ${found.key}.` : null
}

const thingsOf = ({ sites, mailDomains, contacts }: ImportedCustomer): string[] => [
  ...sites,
  ...mailDomains.map((domain) => `@${domain}`),
  ...contacts.map(({ email }) => email.toLowerCase()),
]

/** A site, a domain or an address is of one customer: two that name it would take it from each other each time. */
function claimOf(found: ImportedCustomer, owners: Taking['owners']): string | null {
  for (const thing of thingsOf(found)) {
    const owner = owners.get(thing)
    if (owner !== undefined && owner.key !== found.key)
      return t`${thing} is the customer ${owner.key}’s in row ${owner.row}.`
  }
  return null
}

const joined = (one: ImportedCustomer, other: ImportedCustomer): ImportedCustomer => ({
  ...one,
  fields: { ...one.fields, ...other.fields },
  sites: [...new Set([...one.sites, ...other.sites])],
  mailDomains: [...new Set([...one.mailDomains, ...other.mailDomains])],
  contacts: [
    ...new Map([...one.contacts, ...other.contacts].map((contact) => [contact.email.toLowerCase(), contact])).values(),
  ],
})

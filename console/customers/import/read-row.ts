import { ImportedCustomer } from '@bellwether/contract/customer-shapes.ts'
import { fieldFault, type FieldValue } from '@bellwether/contract/field-shapes.ts'
import { valueOf } from '../../ui/fields/written-values.ts'
import { yesOrNo } from '../../ui/fields/yes-or-no.ts'
import { t, translated } from '../../ui/words.ts'
import { contactsIn, mailDomainsIn, sitesIn } from './cells.ts'
import type { Columns, Field } from './columns.ts'

/** A cell may be a megabyte; what is said of it is read. */
const whyLengthMax = 400

/** What a row says, or why it cannot be taken. */
export function customerIn(cells: readonly string[], { of, own }: Columns): ImportedCustomer | string {
  const cell = (field: Field): string => cells[of.get(field) ?? -1]?.trim() ?? ''
  const values = valuesIn(cells, own)
  const read = ImportedCustomer.safeParse({
    key: cell('key'),
    name: cell('name'),
    plan: cell('plan').toLowerCase() || undefined,
    isVip: yesOrNo(cell('vip')),
    sites: sitesIn(cell('sites')),
    mailDomains: mailDomainsIn(cell('mailDomains')),
    contacts: contactsIn(cell('contacts'), cell('contactName')),
    accountManager: cell('accountManager') || undefined,
    fields: values.of,
  })
  if (read.success && values.faults.length === 0) return read.data
  const issues = read.error?.issues ?? []
  const words = new Set([
    ...issues.map(({ path, message }) => wordsOf(path, { cell, message: translated(message) })),
    ...values.faults,
  ])
  return [...words].join(' ').slice(0, whyLengthMax)
}

function wordsOf(
  path: readonly PropertyKey[],
  { cell, message }: { cell: (field: Field) => string; message: string },
): string {
  const field = String(path[0])
  if (field === 'plan') return t`The plan "${cell('plan')}" is none of free, pro and premium.`
  if (field === 'isVip') return t`VIP says "${cell('vip')}", which is neither yes nor no.`
  if (field === 'sites')
    return path.length === 1 ? t`It has too many sites.` : t`"${cell('sites')}" has no hostname in it.`
  if (field === 'mailDomains') return t`The e-mail domains: ${message}`
  if (field === 'accountManager')
    return t`The account manager "${cell('accountManager')}" is no e-mail address of somebody on staff.`
  if (field === 'contacts')
    return path.length === 1 ? t`It has too many contacts.` : t`"${cell('contacts')}" has no e-mail address in it.`
  return cell(field as Field) === '' ? t`The ${field} is missing.` : t`The ${field}: ${message}`
}

/** The values of the organisation's own fields; an empty cell says nothing. */
function valuesIn(cells: readonly string[], own: Columns['own']): { of: Record<string, FieldValue>; faults: string[] } {
  const said = [...own].flatMap(([field, position]) => {
    const text = cells[position]?.trim() ?? ''
    if (text === '') return []
    const value = valueOf(text, field)
    return [{ key: field.key, value, fault: fieldFault(value, field), field, text }]
  })
  return {
    of: Object.fromEntries(said.flatMap(({ key, value, fault }) => (fault === null ? [[key, value]] : []))),
    faults: said.flatMap(({ field, text, fault }) =>
      fault === null ? [] : [t`${field.name} says "${text}". ${translated(fault)}`],
    ),
  }
}

import type { FormField } from '@bellwether/contract/desk.ts'
import { fieldFault, type FieldValue } from '@bellwether/contract/field-shapes.ts'
import { shownFields } from '@bellwether/contract/shown-fields.ts'
import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { oneLine } from '../../platform/one-line.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, lockTicket } from '../change-ticket.ts'
import {
  type FieldValues,
  findFieldValues,
  findTicketFields,
  holdTicketFields,
  writeFieldValues,
} from './ticket-field.store.ts'

type SaidValues = Readonly<Record<string, FieldValue | null>>

/** What stood in the fields that were changed; null where nothing did. */
export interface FieldsBefore {
  readonly values: SaidValues
}

/**
 * Writes these values on a ticket, and takes away those that are null; the others stay. Returns what stood there; null
 * where it was so before. `from` is what must still stand there.
 */
export async function setFields(
  ctx: Context,
  id: string,
  { values, from }: { values: SaidValues; from?: SaidValues },
): Promise<FieldsBefore | null> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    await lockTicket(ctx, id)
    await holdTicketFields(ctx)
    const [fields, before] = [await findTicketFields(ctx), (await findFieldValues(ctx, [id])).get(id) ?? {}]
    const changed = Object.entries(values).filter(([key, value]) => (before[key] ?? null) !== value)
    if (changed.length === 0) return null
    if (from && changed.some(([key]) => (before[key] ?? null) !== (from[key] ?? null)))
      throw new Problem(conflict, said`Somebody wrote something else there since.`)
    refuse(faultsOf(Object.fromEntries(changed), fields, '/act/values'))
    await writeFieldValues(ctx, id, Object.fromEntries(changed))
    const what = whatChanged(fields, new Map(changed), before)
    await finishChange(ctx, id, { action: 'set-fields', what })
    return { values: Object.fromEntries(changed.map(([key]) => [key, before[key] ?? null])) }
  })
}

const shownLetters = 80

/** `set fields: Product cdn → dns`, in the order of the fields; erasing takes away what comes after the colon. */
function whatChanged(
  fields: readonly Pick<FormField, 'key' | 'name'>[],
  changed: ReadonlyMap<string, FieldValue | null>,
  before: FieldValues,
): string {
  const parts = fields
    .filter(({ key }) => changed.has(key))
    .map(({ key, name }) => `${name} ${inWords(before[key])} → ${inWords(changed.get(key))}`)
  return said`set fields: ${parts.join(', ')}`
}

function inWords(value: FieldValue | null | undefined): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return value ? '✓' : '✗'
  const text = oneLine(String(value))
  return text.length > shownLetters ? `${text.slice(0, shownLetters)}…` : text
}

interface Fault {
  readonly pointer: string
  readonly detail: string
}

function refuse(errors: Fault[]): void {
  if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
}

function faultsOf(
  values: SaidValues,
  fields: readonly Pick<FormField, 'key' | 'kind' | 'choices'>[],
  at: string,
): Fault[] {
  const byKey = new Map(fields.map((field) => [field.key, field]))
  return Object.entries(values).flatMap(([key, value]) => {
    const field = byKey.get(key)
    const fault = !field ? said`There is no field "${key}".` : value === null ? null : fieldFault(value, field)
    return fault === null ? [] : [{ pointer: `${at}/${key}`, detail: fault }]
  })
}

/** What is wrong with these values, with where each stands below `at`. */
export const fieldFaults = async (ctx: Context, values: SaidValues, at: string): Promise<Fault[]> =>
  faultsOf(values, await findTicketFields(ctx), at)

/** The fields for which the form on the web asks. */
export async function findFormFields(ctx: Context): Promise<FormField[]> {
  const fields = await findTicketFields(ctx)
  return fields.filter(({ isOnForm }) => isOnForm).map(({ isOnForm: _, ...field }) => field)
}

/**
 * For verbs that open a ticket: what was said in its fields. On the form it asks for those that it shows, and what it does
 * not show nobody has said.
 */
export async function takeFields(
  ctx: Context,
  ticketId: string,
  { values, isForm }: { values: FieldValues; isForm: boolean },
): Promise<void> {
  if (!isForm && Object.keys(values).length === 0) return
  await holdTicketFields(ctx)
  const known = isForm ? await findFormFields(ctx) : await findTicketFields(ctx)
  const shown = isForm ? shownFields(known, values) : known
  const missing = isForm
    ? shown.filter(({ key, isRequired }) => isRequired && values[key] === undefined).map(({ key }) => key)
    : []
  refuse([
    ...missing.map((key) => ({ pointer: `/fields/${key}`, detail: said`This is needed.` })),
    ...faultsOf(values, known, '/fields'),
  ])
  const keys = new Set(shown.map(({ key }) => key))
  await writeFieldValues(ctx, ticketId, Object.fromEntries(Object.entries(values).filter(([key]) => keys.has(key))))
}

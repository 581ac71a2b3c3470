import { fieldInUse, type TicketField, tooManyTicketFields } from '@bellwether/contract/desk.ts'
import { fieldFault } from '@bellwether/contract/field-shapes.ts'
import { goesInCircle } from '@bellwether/contract/shown-fields.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { alreadyThere, Problem } from '../../platform/problem.ts'
import {
  deleteTicketField,
  findCountedFields,
  findTicketFields,
  findUsesOfField,
  insertTicketField,
  lockTicketFields,
  markTicketsOf,
  updateTicketField,
} from './ticket-field.store.ts'

const fieldsMax = 50

type Field = Omit<TicketField, 'tickets'>

/** Which fields tickets have besides those that all have. */
export async function listTicketFields(ctx: Context): Promise<TicketField[]> {
  allow(ctx, 'desk.read')
  return findCountedFields(ctx)
}

/** Adds a field, in which no ticket has a value yet. */
export async function addTicketField(ctx: Context, input: Field): Promise<TicketField> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockTicketFields(ctx)
    const others = await findTicketFields(ctx)
    if (others.length >= fieldsMax) throw new Problem(tooManyTicketFields)
    if (others.some(({ key }) => key === input.key)) throw alreadyThere('/key', said`There is a field "${input.key}".`)
    const field = fitting(input, others)
    await insertTicketField(ctx, field)
    await record(ctx, 'add-field', field.key)
    return { ...field, tickets: 0 }
  })
}

/** Changes what a field is called, what can be chosen in it, and where it is asked for. */
export async function changeTicketField(
  ctx: Context,
  key: string,
  change: Omit<Field, 'key' | 'kind'>,
): Promise<TicketField> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockTicketFields(ctx)
    const all = await findCountedFields(ctx)
    const before = all.find((one) => one.key === key)
    if (!before) throw new Problem(notFound, said`There is no such field.`)
    const { tickets, ...kept } = before
    const field = fitting(
      { ...kept, ...change },
      all.filter((one) => one !== before),
    )
    await updateTicketField(ctx, field)
    await record(ctx, 'change-field', key)
    return { ...field, tickets }
  })
}

/** Removes a field with every value in it; not while a view, a rule or another field asks for it. */
export async function removeTicketField(ctx: Context, key: string): Promise<void> {
  allow(ctx, 'desk.configure')
  await inTransaction(ctx, async (ctx) => {
    await lockTicketFields(ctx)
    const all = await findTicketFields(ctx)
    if (!all.some((one) => one.key === key)) throw new Problem(notFound, said`There is no such field.`)
    const fields = all.filter(({ shownWhen }) => shownWhen?.field === key)
    const uses = [
      ...(await findUsesOfField(ctx, key)),
      ...fields.map(({ name }) => said`The field "${name}" asks for it.`),
    ]
    if (uses.length > 0) throw new Problem(fieldInUse, uses.join('\n'))
    await markTicketsOf(ctx, key)
    await deleteTicketField(ctx, key)
    await record(ctx, 'remove-field', key)
  })
}

const refused = (pointer: string, detail: string): Problem =>
  new Problem(badInput, undefined, { errors: [{ pointer, detail }] })

/** Each choice once, none where nothing is chosen; a condition asks for a field that there is, and a value that fits it. */
function fitting(field: Field, others: readonly Field[]): Field {
  if (others.some(({ name }) => name.toLowerCase() === field.name.toLowerCase()))
    throw alreadyThere('/name', said`There is a field called "${field.name}".`)
  const choices = field.kind === 'choice' ? [...new Set(field.choices)] : []
  if (field.kind === 'choice' && choices.length === 0) throw refused('/choices', said`Choose at least one.`)
  if (field.shownWhen !== null) {
    const asked = others.find(({ key }) => key === field.shownWhen?.field)
    if (!asked) throw refused('/shownWhen/field', said`Choose another field that there is.`)
    if (goesInCircle(field, others))
      throw refused('/shownWhen/field', said`"${asked.name}" is shown for this field itself.`)
    const fault = fieldFault(field.shownWhen.is, asked)
    if (fault !== null) throw refused('/shownWhen/is', fault)
  }
  const asking = others.find(
    ({ shownWhen }) => shownWhen?.field === field.key && fieldFault(shownWhen.is, { ...field, choices }) !== null,
  )
  if (asking)
    throw refused('/choices', said`"${asking.name}" is shown for "${String(asking.shownWhen?.is)}": change that first.`)
  return { ...field, choices }
}

const record = (ctx: Context, action: string, key: string): Promise<void> =>
  recordAudit(ctx, { action: `desk.${action}`, about: { module: 'desk', id: key } })

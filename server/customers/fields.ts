import { type CustomerField, tooManyFields } from '@bellwether/contract/customers.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { alreadyThere, Problem } from '../platform/problem.ts'
import { fieldsChanged } from './customers.events.ts'
import { deleteField, findFields, insertField, lockFields, updateField } from './field.store.ts'

const fieldsMax = 50

/** Which fields customers have besides those that all have. */
export async function listFields(ctx: Context): Promise<CustomerField[]> {
  allow(ctx, 'customers.read')
  return findFields(ctx)
}

/** Adds a field, in which no customer has a value yet. */
export async function addField(ctx: Context, field: Omit<CustomerField, 'customers'>): Promise<CustomerField> {
  allow(ctx, 'customers.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockFields(ctx)
    const others = await findFields(ctx)
    if (others.length >= fieldsMax) throw new Problem(tooManyFields)
    requireFree(field.name, others)
    if (others.some(({ key }) => key === field.key)) throw alreadyThere('/key', said`There is a field "${field.key}".`)
    const choices = choicesOf(field)
    await insertField(ctx, { ...field, choices })
    await finish(ctx, { action: 'add-field', key: field.key })
    return { ...field, choices, customers: 0 }
  })
}

/** Changes what a field is called and what can be chosen in it; its kind and the values in it stay. */
export async function changeField(
  ctx: Context,
  key: string,
  change: Pick<CustomerField, 'name' | 'choices'>,
): Promise<CustomerField> {
  allow(ctx, 'customers.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockFields(ctx)
    const all = await findFields(ctx)
    const field = all.find((one) => one.key === key)
    if (!field) throw new Problem(notFound, said`There is no such field.`)
    requireFree(
      change.name,
      all.filter((one) => one !== field),
    )
    const next = { ...field, name: change.name, choices: choicesOf({ kind: field.kind, choices: change.choices }) }
    await updateField(ctx, key, { name: next.name, choices: next.choices })
    await finish(ctx, { action: 'change-field', key })
    return next
  })
}

/** Removes a field with every value in it. */
export async function removeField(ctx: Context, key: string): Promise<void> {
  allow(ctx, 'customers.configure')
  await inTransaction(ctx, async (ctx) => {
    await lockFields(ctx)
    if (!(await deleteField(ctx, key))) throw new Problem(notFound, said`There is no such field.`)
    await finish(ctx, { action: 'remove-field', key })
  })
}

function requireFree(name: string, others: readonly CustomerField[]): void {
  const isTaken = others.some((one) => one.name.toLowerCase() === name.toLowerCase())
  if (isTaken) throw alreadyThere('/name', said`There is a field called "${name}".`)
}

/** Each once; where nothing is chosen there are none. */
function choicesOf({ kind, choices }: Pick<CustomerField, 'kind' | 'choices'>): string[] {
  if (kind !== 'choice') return []
  if (choices.length > 0) return [...new Set(choices)]
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/choices', detail: said`Choose at least one.` }] })
}

async function finish(ctx: Context, { action, key }: { action: string; key: string }): Promise<void> {
  await recordAudit(ctx, { action: `customers.${action}`, about: { module: 'customers', id: key } })
  await announce(ctx, fieldsChanged, {})
}

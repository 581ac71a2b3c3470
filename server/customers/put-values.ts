import type { CustomerField, FieldValue, ImportedCustomer } from '@bellwether/contract/customers.ts'
import { fieldFault } from '@bellwether/contract/customers.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { type Fault, refuse } from './faults.ts'
import { deleteValues, findFields, findFieldValues, holdFields, upsertValues } from './field.store.ts'

type Values = Readonly<Record<string, FieldValue>>
type SaidValues = Readonly<Record<string, FieldValue | null>>

/** Makes these the values of a customer: what is left out is taken away. */
export async function replaceValues(ctx: Context, customerId: string, values: Values): Promise<void> {
  await holdFields(ctx)
  const before = Object.fromEntries(
    (await findFieldValues(ctx, [customerId])).map(({ fieldKey, value }) => [fieldKey, value]),
  )
  refuse(faultsOf(values, { fields: await findFields(ctx), before, at: 0, pointer: '/fields' }))
  await deleteValues(
    ctx,
    customerId,
    Object.keys(before).filter((key) => !Object.hasOwn(values, key)),
  )
  await upsertValues(ctx, customerId, Object.entries(values))
}

/** Writes these values of a customer, and takes away those that are null; the others stay. */
export async function addValues(ctx: Context, customerId: string, values: SaidValues): Promise<void> {
  const said = Object.entries(values)
  await upsertValues(
    ctx,
    customerId,
    said.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])),
  )
  await deleteValues(
    ctx,
    customerId,
    said.flatMap(([key, value]) => (value === null ? [key] : [])),
  )
}

/** Which values of these customers do not fit their fields. */
export async function valueFaults(
  ctx: Context,
  customers: readonly Pick<ImportedCustomer, 'key' | 'fields'>[],
  known: readonly { key: string; fields: Values }[],
): Promise<Fault[]> {
  if (customers.every((one) => Object.keys(one.fields).length === 0)) return []
  await holdFields(ctx)
  const fields = await findFields(ctx)
  const before = new Map(known.map((one) => [one.key, one.fields]))
  return customers.flatMap((one, at) =>
    faultsOf(one.fields, { fields, before: before.get(one.key) ?? {}, at, pointer: `/customers/${at}/fields` }),
  )
}

interface Judging {
  readonly fields: readonly CustomerField[]
  /** A value that is there stays good, also where its choice has gone. */
  readonly before: Values
  readonly at: number
  readonly pointer: string
}

function faultsOf(values: SaidValues, { fields, before, at, pointer }: Judging): Fault[] {
  const byKey = new Map(fields.map((field) => [field.key, field]))
  return Object.entries(values).flatMap(([key, value]) => {
    const field = byKey.get(key)
    if (!field) return [{ at, pointer: `${pointer}/${key}`, detail: said`There is no field "${key}".` }]
    if (value === null || (Object.hasOwn(before, key) && before[key] === value)) return []
    const fault = fieldFault(value, field)
    return fault === null ? [] : [{ at, pointer: `${pointer}/${key}`, detail: fault }]
  })
}

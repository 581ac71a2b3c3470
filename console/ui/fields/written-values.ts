import { fieldFault, type FieldValue } from '@bellwether/contract/field-shapes.ts'
import { t, translated } from '../words.ts'
import type { AskedField } from './asked-field.ts'
import { writtenValue } from './written-value.ts'
import { yesOrNo } from './yes-or-no.ts'

/** Values as they are written in a form or a cell; empty where there is none. */
export type WrittenValues = Readonly<Record<string, string>>

export const writtenOf = (values: Readonly<Record<string, FieldValue>>): WrittenValues =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, writtenValue(value)]))

/** What a text says in a field; the text itself, which the field does not take, where it says nothing there. */
export function valueOf(written: string, { kind, choices }: Pick<AskedField, 'kind' | 'choices'>): FieldValue {
  if (kind === 'yes-no') return yesOrNo(written) ?? written
  if (kind === 'choice') return choices.find((one) => one.toLowerCase() === written.toLowerCase()) ?? written
  if (kind !== 'number') return written
  const number = Number(written)
  return Number.isFinite(number) ? number : written
}

/** All values that are written, for the API. */
export const valuesOf = (written: WrittenValues, fields: readonly AskedField[]): Readonly<Record<string, FieldValue>> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const text = written[field.key]?.trim() ?? ''
      return text === '' ? [] : [[field.key, valueOf(text, field)] as const]
    }),
  )

/** What is wrong in a form, by the path of its input; what was there before is right. */
export const faultsOf = (
  written: WrittenValues,
  fields: readonly AskedField[],
  before: WrittenValues,
): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const text = written[field.key]?.trim() ?? ''
      if (text === '' && field.isRequired === true) return [[`fields.${field.key}`, t`This is needed.`]]
      const fault = text === '' || text === before[field.key] ? null : fieldFault(valueOf(text, field), field)
      return fault === null ? [] : [[`fields.${field.key}`, translated(fault)]]
    }),
  )

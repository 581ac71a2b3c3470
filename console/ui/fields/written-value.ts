import type { FieldValue } from '@bellwether/contract/field-shapes.ts'

/** A value as it is read, and as it is written in a form or a cell. */
export const writtenValue = (value: FieldValue): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}

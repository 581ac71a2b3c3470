import { Select, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import { takeFocus } from '../take-focus.ts'
import type { AskedField } from './asked-field.ts'
import type { WrittenValues } from './written-values.ts'

interface FieldInputsProps<V> {
  form: UseFormReturnType<V>
  fields: readonly AskedField[]
  /** The first of them has the focus as the dialog opens. */
  hasAutofocus?: boolean
}

/** One input for each field of the organisation's own; an empty one says nothing. */
export function FieldInputs<V extends { fields: WrittenValues }>({
  form,
  fields,
  hasAutofocus = false,
}: FieldInputsProps<V>) {
  return fields.map((field, index) => {
    const path = `fields.${field.key}`
    return (
      <FieldInput
        key={field.key}
        field={field}
        value={form.values.fields[field.key] ?? ''}
        onChange={(next) => form.setFieldValue(path, (next ?? '') as never)}
        error={form.errors[path]}
        hasAutofocus={hasAutofocus && index === 0}
      />
    )
  })
}

interface FieldInputProps {
  field: AskedField
  value: string
  onChange: (value: string | null) => void
  error: ReactNode
  hasAutofocus: boolean
}

/** One of them. */
export function FieldInput({
  field: { name, kind, choices, isRequired = false },
  value,
  onChange,
  error,
  hasAutofocus,
}: FieldInputProps) {
  if (kind === 'choice' || kind === 'yes-no') {
    const offered = kind === 'choice' ? choices : ['yes', 'no']
    // What was chosen before may be offered no more.
    const data = value === '' || offered.includes(value) ? offered : [value, ...offered]
    return (
      <Select
        label={name}
        required={isRequired}
        data={data}
        ref={hasAutofocus ? takeFocus : undefined}
        clearable
        value={value === '' ? null : value}
        onChange={onChange}
        error={error}
      />
    )
  }
  return (
    <TextInput
      label={name}
      required={isRequired}
      ref={hasAutofocus ? takeFocus : undefined}
      type={kind === 'date' ? 'date' : 'text'}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  )
}

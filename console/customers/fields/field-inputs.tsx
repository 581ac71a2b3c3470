import type { CustomerField } from '@bellwether/contract/customers.ts'
import { Select, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import type { WrittenValues } from './written-values.ts'

interface FieldInputsProps<V> {
  form: UseFormReturnType<V>
  fields: readonly CustomerField[]
}

/** One input for each field that customers have here; an empty one says nothing. */
export function FieldInputs<V extends { fields: WrittenValues }>({ form, fields }: FieldInputsProps<V>) {
  return fields.map((field) => {
    const path = `fields.${field.key}`
    return (
      <FieldInput
        key={field.key}
        field={field}
        value={form.values.fields[field.key] ?? ''}
        onChange={(next) => form.setFieldValue(path, (next ?? '') as never)}
        error={form.errors[path]}
      />
    )
  })
}

interface FieldInputProps {
  field: CustomerField
  value: string
  onChange: (value: string | null) => void
  error: ReactNode
}

function FieldInput({ field: { name, kind, choices }, value, onChange, error }: FieldInputProps) {
  if (kind === 'choice' || kind === 'yes-no') {
    const offered = kind === 'choice' ? choices : ['yes', 'no']
    // What was chosen before may be offered no more.
    const data = value === '' || offered.includes(value) ? offered : [value, ...offered]
    return (
      <Select
        label={name}
        data={data}
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
      type={kind === 'date' ? 'date' : 'text'}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  )
}

import type { FieldKind, FieldValue } from '@bellwether/contract/customers.ts'
import { writtenValue } from './written-value.ts'

/** A value as it is read; the address of a link leads there. */
export function FieldText({ value, kind }: { value: FieldValue | undefined; kind: FieldKind }) {
  if (value === undefined) return <>–</>
  const text = writtenValue(value)
  if (kind !== 'link') return <>{text}</>
  return (
    <a href={text} target="_blank" rel="noreferrer">
      {text}
    </a>
  )
}

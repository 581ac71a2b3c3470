import type { CustomerField } from '@bellwether/contract/field-shapes.ts'

/** A field of an organisation's own, as a form asks for it. */
export interface AskedField extends Pick<CustomerField, 'key' | 'name' | 'kind' | 'choices'> {
  readonly isRequired?: boolean
}

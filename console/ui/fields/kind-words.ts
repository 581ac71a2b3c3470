import type { FieldKind } from '@bellwether/contract/customers.ts'

export const kindWords: Readonly<Record<FieldKind, string>> = {
  text: 'Text',
  number: 'Number',
  choice: 'Choice',
  'yes-no': 'Yes or no',
  date: 'Date',
  link: 'Link',
}

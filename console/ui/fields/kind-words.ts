import type { FieldKind } from '@bellwether/contract/customers.ts'

export const kindWords: Readonly<Record<FieldKind, string>> = {
  text: 'Text',
  number: 'Number',
  choice: 'Choice',
  'yes-no': 'Yes or no',
  date: 'Date',
  link: 'Link',
}

/** What can be written in a field: its type, and of a choice from what. */
export const typeWords = ({ kind, choices }: { kind: FieldKind; choices: readonly string[] }): string =>
  kind === 'choice' ? `${kindWords[kind]}: ${choices.join(', ')}` : kindWords[kind]

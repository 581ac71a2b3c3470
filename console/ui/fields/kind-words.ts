import type { FieldKind } from '@bellwether/contract/customers.ts'
import { t } from '../words.ts'

export const kindWords: Readonly<Record<FieldKind, string>> = {
  text: t`Text`,
  number: t`Number`,
  choice: t`Choice`,
  'yes-no': t`Yes or no`,
  date: t`Date`,
  link: t`Link`,
}

/** What can be written in a field: its type, and of a choice from what. */
export const typeWords = ({ kind, choices }: { kind: FieldKind; choices: readonly string[] }): string =>
  kind === 'choice' ? `${kindWords[kind]}: ${choices.join(', ')}` : kindWords[kind]

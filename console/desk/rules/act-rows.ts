import type { OpeningAct, RuleAct } from '@bellwether/contract/desk.ts'
import type { FieldValue } from '@bellwether/contract/field-shapes.ts'
import type { Priority } from '@bellwether/contract/priority.ts'

/** What a rule does, as it is edited: of each kind what was chosen for it. */
export interface ActRow {
  readonly kind: RuleAct['kind']
  readonly tags: readonly string[]
  readonly priority: Priority
  /** What it writes into fields, by their keys. */
  readonly values: Readonly<Record<string, FieldValue>>
  /** Of a person who gets it; null: nobody is chosen yet. */
  readonly to: string | null
  readonly among: readonly string[]
  readonly by: 'turn' | 'load'
  readonly into: 'spam' | 'trash'
}

export const newActRow: ActRow = {
  kind: 'tag',
  tags: [],
  priority: 'high',
  values: {},
  to: null,
  among: [],
  by: 'turn',
  into: 'spam',
}

/** What is done to a ticket that opens by itself: to be taken away at once is nothing to open it for. */
export const openingActOfRow = (row: ActRow): OpeningAct | null => {
  const act = actOfRow(row)
  return act?.kind === 'remove' ? null : act
}

export const rowOfAct = (act: RuleAct): ActRow => {
  if (act.kind === 'tag') return { ...newActRow, kind: 'tag', tags: act.add }
  return { ...newActRow, ...act }
}

/** What a row says; null while what it needs is not chosen. */
export function actOfRow({ kind, tags, priority, values, to, among, by, into }: ActRow): RuleAct | null {
  if (kind === 'tag') return tags.length === 0 ? null : { kind, add: [...tags] }
  if (kind === 'prioritize') return { kind, priority }
  if (kind === 'set-fields') {
    const written = Object.values(values)
    return written.length === 0 || written.includes('') ? null : { kind, values: { ...values } }
  }
  if (kind === 'give') return to === null ? null : { kind, to }
  if (kind === 'assign') return { kind, among: [...among], by }
  return { kind, into }
}

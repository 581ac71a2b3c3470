import type { RuleAct } from '@bellwether/contract/desk.ts'
import type { Priority } from '@bellwether/contract/priority.ts'

/** What a rule does, as it is edited: of each kind what was chosen for it. */
export interface ActRow {
  readonly kind: RuleAct['kind']
  readonly tags: readonly string[]
  readonly priority: Priority
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
  to: null,
  among: [],
  by: 'turn',
  into: 'spam',
}

export const rowOfAct = (act: RuleAct): ActRow => {
  if (act.kind === 'tag') return { ...newActRow, kind: 'tag', tags: act.add }
  return { ...newActRow, ...act }
}

/** What a row says; null while what it needs is not chosen. */
export function actOfRow({ kind, tags, priority, to, among, by, into }: ActRow): RuleAct | null {
  if (kind === 'tag') return tags.length === 0 ? null : { kind, add: [...tags] }
  if (kind === 'prioritize') return { kind, priority }
  if (kind === 'give') return to === null ? null : { kind, to }
  if (kind === 'assign') return { kind, among: [...among], by }
  return { kind, into }
}

import type { IncidentSummary } from '@bellwether/contract/incidents-declared.ts'
import { Moment, useNow } from '../../ui/clock.tsx'
import { spanOf } from '../../ui/instants.ts'
import { Mark } from '../../ui/mark.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'

/** When whoever wrote in hears next; red once it is late. */
export function WordDue({ incident: { wordDueAt } }: { incident: Pick<IncidentSummary, 'wordDueAt'> }) {
  const now = useNow()
  if (wordDueAt === null) return null
  const lateMs = now - Date.parse(wordDueAt)
  if (lateMs <= 0) return <span>{tx`next word due ${<Moment at={wordDueAt} />}`}</span>
  return (
    <Mark tone="danger" icon="clock">
      {t`a word is due since ${spanOf(lateMs)}`}
    </Mark>
  )
}

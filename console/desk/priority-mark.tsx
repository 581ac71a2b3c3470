import type { Priority } from '@bellwether/contract/priority.ts'
import { Mark } from '../ui/mark.tsx'
import { t, translated } from '../ui/words.ts'

export const priorityNames: Readonly<Record<Priority, string>> = { high: t`High`, normal: t`Normal`, low: t`Low` }

/** How much somebody says that a ticket matters; a normal one has no mark. */
export function PriorityMark({ priority }: { priority: Priority }) {
  if (priority === 'normal') return null
  return (
    <Mark tone={priority === 'high' ? 'accent' : 'plain'} title={t`Priority`}>
      {translated(priority)}
      <span className="visually-hidden"> {t`priority`}</span>
    </Mark>
  )
}

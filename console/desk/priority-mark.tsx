import type { Priority } from '@bellwether/contract/priority.ts'
import { Mark } from '../ui/mark.tsx'

export const priorityNames: Readonly<Record<Priority, string>> = { high: 'High', normal: 'Normal', low: 'Low' }

/** How much somebody says that a ticket matters; a normal one has no mark. */
export function PriorityMark({ priority }: { priority: Priority }) {
  if (priority === 'normal') return null
  return (
    <Mark tone={priority === 'high' ? 'accent' : 'plain'} title="Priority">
      {priority}
      <span className="visually-hidden"> priority</span>
    </Mark>
  )
}

import { priorities } from '@bellwether/contract/priority.ts'
import { Button } from '@mantine/core'
import { ProblemView } from '../../ui/problem-view.tsx'
import { priorityNames } from '../priority-mark.tsx'
import type { ActFormProps } from './act-form.ts'
import styles from './time-choices.module.css'
import { useAct } from './use-act.tsx'

/** How much it matters: one press. */
export function PriorityForm({ acted, onDone }: ActFormProps) {
  const act = useAct({ onDone, showsProblem: true })
  return (
    <div style={{ display: 'grid', gap: 14 }}>
      {act.error !== null && <ProblemView error={act.error} />}
      <ul className={styles.choices}>
        {priorities.map((priority) => (
          <li key={priority}>
            <Button
              variant="default"
              fullWidth
              justify="flex-start"
              data-autofocus={priority === (acted.priority ?? 'high') || undefined}
              aria-pressed={acted.priority === undefined ? undefined : priority === acted.priority}
              disabled={act.isBusy}
              onClick={() => act.run({ kind: 'prioritize', priority }, acted.tickets)}
            >
              {priorityNames[priority]}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

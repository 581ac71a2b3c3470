import { priorities, type Priority } from '@bellwether/contract/priority.ts'
import { Button } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { KeyCaps } from '../../ui/key-caps.tsx'
import { ProblemView } from '../../ui/problem-view.tsx'
import { priorityNames } from '../priority-mark.tsx'
import type { ActFormProps } from './act-form.ts'
import styles from './time-choices.module.css'
import { useAct } from './use-act.tsx'

/** How much it matters: one press, by its first letter too. */
export function PriorityForm({ acted, onDone, onClose }: ActFormProps) {
  const act = useAct({ onDone, showsProblem: true })
  const choose = (priority: Priority): void =>
    priority === acted.priority ? onClose() : act.run({ kind: 'prioritize', priority }, acted.tickets)
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const named = priorities.find((one) => one.startsWith(event.key.toLowerCase()))
    if (by !== undefined)
      buttons.at((buttons.indexOf(document.activeElement as HTMLButtonElement) + by) % buttons.length)?.focus()
    else if (named !== undefined && !event.ctrlKey && !event.metaKey) choose(named)
  }
  return (
    <div style={{ display: 'grid', gap: 14 }}>
      {act.error !== null && <ProblemView error={act.error} />}
      <ul className={styles.choices} onKeyDown={onKeyDown}>
        {priorities.map((priority) => (
          <li key={priority}>
            <Button
              variant="default"
              fullWidth
              justify="space-between"
              rightSection={
                priority === acted.priority ? <Icon name="check" size={14} /> : <KeyCaps keys={priority.charAt(0)} />
              }
              data-autofocus={priority === (acted.priority ?? 'high') || undefined}
              aria-pressed={acted.priority === undefined ? undefined : priority === acted.priority}
              disabled={act.isBusy}
              onClick={() => choose(priority)}
            >
              {priorityNames[priority]}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

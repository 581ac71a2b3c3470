import { type ReactNode, useState } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { Mark } from '../../ui/mark.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import styles from './step.module.css'

interface StepProps {
  title: string
  isDone: boolean
  /** What was found, or what is waited for. */
  state: ReactNode
  /** What to do. Whoever does it keeps it before them when the step ticks itself. */
  children: ReactNode
}

export function Step({ title, isDone, state, children }: StepProps) {
  const [isOpen, setIsOpen] = useState(!isDone)
  return (
    <li className={styles.step} data-done={isDone || undefined}>
      <span className={styles.tick}>{isDone && <Icon name="check" size={14} />}</span>
      <div className={styles.body}>
        <h2 className={styles.title}>
          {title} <Mark tone={isDone ? 'good' : 'plain'}>{isDone ? t`done` : t`open`}</Mark>
        </h2>
        <div className={styles.state}>{state}</div>
        <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)} className={styles.how}>
          <summary>{tx`How${<span className="visually-hidden">: {title}</span>}`}</summary>
          <div className={styles.words}>{children}</div>
        </details>
      </div>
    </li>
  )
}

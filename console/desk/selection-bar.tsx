import { CommandButton } from '../ui/command-button.tsx'
import type { BoundCommand } from '../ui/commands.ts'
import { t } from '../ui/words.ts'
import styles from './selection-bar.module.css'

interface SelectionBarProps {
  /** e.g. `3 tickets`. */
  named: string
  /** All that the list holds are meant. */
  isWhole: boolean
  /** Everything on the screen is selected, and the list holds more. */
  canBeWhole: boolean
  commands: readonly BoundCommand[]
}

/** What is selected, and what can be done to it. */
export function SelectionBar({ named, isWhole, canBeWhole, commands }: SelectionBarProps) {
  return (
    <div className={styles.bar} role="region" aria-label={t`Selection`}>
      <span role="status">{t`${named} selected`}</span>
      {canBeWhole && !isWhole && (
        <CommandButton commands={commands} id="queue.select-all" variant="subtle">
          {t`Select all that the list holds`}
        </CommandButton>
      )}
      <span className={styles.acts}>
        <CommandButton commands={commands} id="queue.reply">
          {t`Reply…`}
        </CommandButton>
        <CommandButton commands={commands} id="queue.claim">
          {t`Claim`}
        </CommandButton>
        <CommandButton commands={commands} id="queue.give">
          {t`Give to…`}
        </CommandButton>
        <CommandButton commands={commands} id="queue.tag">
          {t`Tag…`}
        </CommandButton>
        <CommandButton commands={commands} id="queue.set-fields">
          {t`Fields…`}
        </CommandButton>
        <CommandButton commands={commands} id="queue.prioritize">
          {t`Priority…`}
        </CommandButton>
        <CommandButton commands={commands} id="queue.snooze">
          {t`Snooze…`}
        </CommandButton>
        <CommandButton commands={commands} id="queue.resolve">
          {t`Resolve…`}
        </CommandButton>
        <CommandButton commands={commands} id="queue.spam">
          {t`Spam`}
        </CommandButton>
        <CommandButton commands={commands} id="queue.trash">
          {t`Trash`}
        </CommandButton>
        <CommandButton commands={commands} id="queue.restore" variant="filled">
          {t`Restore`}
        </CommandButton>
        <CommandButton commands={commands} id="queue.select-none" variant="subtle">
          {t`Clear`}
        </CommandButton>
      </span>
    </div>
  )
}

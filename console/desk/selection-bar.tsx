import { CommandButton } from '../ui/command-button.tsx'
import type { BoundCommand } from '../ui/commands.ts'
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
    <div className={styles.bar} role="region" aria-label="Selection">
      <span role="status">{named} selected</span>
      {canBeWhole && !isWhole && (
        <CommandButton commands={commands} id="queue.select-all" variant="subtle">
          Select all that the list holds
        </CommandButton>
      )}
      <span className={styles.acts}>
        <CommandButton commands={commands} id="queue.claim">
          Claim
        </CommandButton>
        <CommandButton commands={commands} id="queue.give">
          Give to…
        </CommandButton>
        <CommandButton commands={commands} id="queue.tag">
          Tag…
        </CommandButton>
        <CommandButton commands={commands} id="queue.set-fields">
          Fields…
        </CommandButton>
        <CommandButton commands={commands} id="queue.prioritize">
          Priority…
        </CommandButton>
        <CommandButton commands={commands} id="queue.snooze">
          Snooze…
        </CommandButton>
        <CommandButton commands={commands} id="queue.resolve">
          Resolve…
        </CommandButton>
        <CommandButton commands={commands} id="queue.spam">
          Spam
        </CommandButton>
        <CommandButton commands={commands} id="queue.trash">
          Trash
        </CommandButton>
        <CommandButton commands={commands} id="queue.restore" variant="filled">
          Restore
        </CommandButton>
        <CommandButton commands={commands} id="queue.select-none" variant="subtle">
          Clear
        </CommandButton>
      </span>
    </div>
  )
}

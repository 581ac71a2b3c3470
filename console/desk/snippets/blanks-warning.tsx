import { Button } from '@mantine/core'
import styles from '../composer.module.css'

interface BlanksWarningProps {
  /** As they stand in the text. */
  blanks: readonly string[]
  onFill: () => void
  onSend: () => void
}

/** What a snippet left to be written stands in what would be sent. */
export const BlanksWarning = ({ blanks, onFill, onSend }: BlanksWarningProps) => (
  <div className={styles.stale} role="alert">
    <p>
      <strong>
        {blanks.join(', ')} {blanks.length === 1 ? 'is' : 'are'} not filled in.
      </strong>{' '}
      The customer would read that.
    </p>
    <Button size="xs" variant="default" onClick={onFill}>
      Fill in
    </Button>
    <Button size="xs" variant="default" onClick={onSend}>
      Send as it is
    </Button>
  </div>
)

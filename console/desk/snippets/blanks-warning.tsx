import { Button } from '@mantine/core'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
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
      {tx`${(
        <strong>{t`${blanks.join(', ')} ${blanks.length === 1 ? t`is` : t`are`} not filled in.`}</strong>
      )} The customer would read that.`}
    </p>
    <Button size="xs" variant="default" onClick={onFill}>
      {t`Fill in`}
    </Button>
    <Button size="xs" variant="default" onClick={onSend}>
      {t`Send as it is`}
    </Button>
  </div>
)

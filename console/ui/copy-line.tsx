import { Button, CopyButton } from '@mantine/core'
import { t } from './words.ts'
import styles from './copy-line.module.css'

/** A line for a shell, to be copied whole. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  return (
    <figure className={styles.line}>
      <figcaption className={styles.head}>
        {label}
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" flex="none" onClick={copy} aria-label={t`Copy: ${label}`}>
              {copied ? t`Copied` : t`Copy`}
            </Button>
          )}
        </CopyButton>
      </figcaption>
      <pre className={styles.text}>
        <code>{text}</code>
      </pre>
    </figure>
  )
}

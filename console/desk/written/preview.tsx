import { useDeferredValue } from 'react'
import { t } from '../../ui/words.ts'
import styles from './preview.module.css'
import { WrittenText } from './written-text.tsx'

/** The text as its reader sees it, while it is written. */
export function Preview({ text }: { text: string }) {
  const shown = useDeferredValue(text)
  return (
    <section aria-label={t`Preview`} className={styles.preview} tabIndex={0}>
      <WrittenText text={shown} className={styles.plain} />
    </section>
  )
}

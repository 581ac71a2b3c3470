import { t } from '../../ui/words.ts'
import { WrittenText } from '../written/written-text.tsx'
import styles from './signature.module.css'

interface SignatureBelowProps {
  signature: string
  isLeftOut: boolean
  onToggle: () => void
}

/** What will stand below what is written, and the way to send it without. */
export function SignatureBelow({ signature, isLeftOut, onToggle }: SignatureBelowProps) {
  if (signature === '') return null
  return (
    <section className={styles.below} aria-label={t`Signature`}>
      {isLeftOut ? (
        <span className={styles.none}>{t`Without your signature`}</span>
      ) : (
        <div className={styles.text}>
          <WrittenText text={signature} className={styles.plain} />
        </div>
      )}
      <button type="button" className={styles.toggle} onClick={onToggle}>
        {isLeftOut ? t`Add the signature` : t`Leave out the signature`}
      </button>
    </section>
  )
}

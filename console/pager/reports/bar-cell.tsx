import styles from './report.module.css'

/** A figure with a bar below it, as long as its share of the most. */
export function BarCell({ text, share }: { text: string; share: number }) {
  return (
    <span className={styles.bar}>
      {text}
      <span aria-hidden className={styles.line} style={{ inlineSize: `${Math.round(share * 100)}%` }} />
    </span>
  )
}

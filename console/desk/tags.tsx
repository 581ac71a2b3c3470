import { t } from '../ui/words.ts'
import styles from './tags.module.css'

/** What support wrote on a ticket to find it again. */
export function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null
  return (
    <span className={styles.tags}>
      <span className="visually-hidden">{t`Tags:`} </span>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
    </span>
  )
}

import { t } from '../ui/words.ts'
import styles from './template-text.module.css'

/** An error message with its parameters greyed out. */
export function TemplateText({ template }: { template: string }) {
  const parts = template.split('<*>')
  return (
    <span className={styles.template}>
      {parts.map((part, index) => (
        <span key={`${index} ${part}`}>
          {part}
          {index < parts.length - 1 && (
            <span className={styles.hole}>
              <span aria-hidden="true">•••</span>
              <span className="visually-hidden">{t`something`}</span>
            </span>
          )}
        </span>
      ))}
    </span>
  )
}

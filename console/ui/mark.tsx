import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './mark.module.css'

export type MarkTone = 'plain' | 'accent' | 'danger' | 'warn' | 'good' | 'brass' | 'violet'

interface MarkProps {
  tone?: MarkTone
  icon?: IconName
  title?: string
  /** More than a few words: takes several lines where there is no room. */
  isSentence?: boolean
  children: ReactNode
}

/** A short word with a tone. The word carries the meaning, the tone only helps. */
export function Mark({ tone = 'plain', icon, title, isSentence = false, children }: MarkProps) {
  return (
    <span className={styles.mark} data-tone={tone} data-sentence={isSentence || undefined} title={title}>
      {icon !== undefined && <Icon name={icon} size={12} />}
      {isSentence ? <span>{children}</span> : children}
    </span>
  )
}

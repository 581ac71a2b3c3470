import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './mark.module.css'

export type MarkTone = 'plain' | 'accent' | 'danger' | 'warn' | 'good' | 'brass' | 'violet'

/** A short word with a tone. The word carries the meaning, the tone only helps. */
export function Mark(props: { tone?: MarkTone; icon?: IconName; title?: string; children: ReactNode }) {
  const { tone = 'plain', icon, title, children } = props
  return (
    <span className={styles.mark} data-tone={tone} title={title}>
      {icon !== undefined && <Icon name={icon} size={12} />}
      {children}
    </span>
  )
}

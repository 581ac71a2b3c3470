import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './empty-state.module.css'

/** Says what would be here, and how to get it here. */
export function EmptyState(props: { icon: IconName; title: string; isCompact?: boolean; children: ReactNode }) {
  return (
    <div className={styles.empty} data-compact={props.isCompact || undefined}>
      <span className={styles.icon}>
        <Icon name={props.icon} size={22} />
      </span>
      <p className={styles.title}>{props.title}</p>
      <div className={styles.text}>{props.children}</div>
    </div>
  )
}

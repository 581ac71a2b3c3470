import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import styles from './notice-bar.module.css'

/** A line above every screen: something that whoever looks must know before they trust what they see. */
export function NoticeBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <aside className={styles.bar} aria-label={label}>
      <Icon name="warning" size={14} />
      <p>{children}</p>
    </aside>
  )
}

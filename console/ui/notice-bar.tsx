import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import styles from './notice-bar.module.css'

interface NoticeBarProps {
  label: string
  /** Somebody is waited for now. */
  isUrgent?: boolean
  children: ReactNode
}

/** A line above every screen: something that whoever looks must know before they trust what they see. */
export function NoticeBar({ label, isUrgent = false, children }: NoticeBarProps) {
  return (
    <aside className={styles.bar} aria-label={label} data-urgent={isUrgent || undefined}>
      <Icon name={isUrgent ? 'bell' : 'warning'} size={14} />
      <div>{children}</div>
    </aside>
  )
}

import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './notice-bar.module.css'

interface NoticeBarProps {
  label: string
  /** Somebody is waited for now. */
  isUrgent?: boolean
  icon?: IconName
  children: ReactNode
}

/** A line above every screen: something that whoever looks must know before they trust what they see. */
export function NoticeBar({ label, isUrgent = false, icon = 'warning', children }: NoticeBarProps) {
  return (
    <aside className={styles.bar} aria-label={label} data-urgent={isUrgent || undefined}>
      <Icon name={isUrgent ? 'bell' : icon} size={14} />
      <div role="status">{children}</div>
    </aside>
  )
}

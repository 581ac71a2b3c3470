import { ActionIcon } from '@mantine/core'
import { findCommand, type BoundCommand } from '../ui/commands.ts'
import { Icon } from '../ui/icon.tsx'
import { t } from '../ui/words.ts'
import { Brand } from './brand.tsx'
import { OfflineMark } from './offline-mark.tsx'
import styles from './top-bar.module.css'

interface TopBarProps {
  onMenu: () => void
  isMenuOpen: boolean
  isLive: boolean
  commands: readonly BoundCommand[]
}

/** The bar of narrow windows, where the side bar is a drawer. */
export function TopBar({ onMenu, isMenuOpen, isLive, commands }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <ActionIcon size={40} aria-label={t`Open the menu`} aria-expanded={isMenuOpen} onClick={onMenu}>
        <Icon name="menu" size={20} />
      </ActionIcon>
      <Brand organisation={null} />
      <span className={styles.gap} />
      {!isLive && <OfflineMark />}
      <ActionIcon size={40} aria-label={t`Find or do anything`} onClick={findCommand(commands, 'console.palette').run}>
        <Icon name="search" size={18} />
      </ActionIcon>
    </header>
  )
}

import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import styles from './page-frame.module.css'

interface PageFrameProps {
  title: string
  /** Shown in place of the title, e.g. with a number before it. */
  heading?: ReactNode
  about?: ReactNode
  actions?: ReactNode
  width?: 'narrow' | 'wide'
  children: ReactNode
}

export function PageFrame({ title, heading, about, actions, width = 'wide', children }: PageFrameProps) {
  useDocumentTitle(`${title} · Bellwether`)
  return (
    <div className={styles.page} data-width={width}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1>{heading ?? title}</h1>
          {about !== undefined && <div className={styles.about}>{about}</div>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

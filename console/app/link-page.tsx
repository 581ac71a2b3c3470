import { getInstallation } from '@bellwether/contract/installation.ts'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask } from '../call.query.ts'
import { t } from '../ui/words.ts'
import { BellMark } from './brand.tsx'
import styles from './link-page.module.css'
import { ServerClock } from './server-clock.tsx'

/** The frame of what a link in a message opens, without signing in. A customer sees nothing that is for staff. */
export function LinkPage({ isForCustomer = false, children }: { isForCustomer?: boolean; children: ReactNode }) {
  return (
    <main id="page" className={styles.page}>
      {!isForCustomer && <Whose />}
      <ServerClock zone={undefined}>{children}</ServerClock>
    </main>
  )
}

function Whose() {
  const installation = useQuery(ask(getInstallation))
  return (
    <p className={styles.brand}>
      <BellMark size={24} /> {installation.data?.name ?? 'Bellwether'}
      {installation.data?.kind === 'demo' && <span className={styles.demo}>{t`Demo`}</span>}
    </p>
  )
}

import { getInstallation } from '@bellwether/contract/installation.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { RollbackByLink } from '../../incidents/rollback-by-link.tsx'
import { PageByLink } from '../../pager/page-by-link.tsx'
import { BellMark } from '../brand.tsx'
import styles from './page-link-page.module.css'

const page = getRouteApi('/p/$token')

/** For somebody who was woken and has a phone in one hand. */
export function PageLinkPage() {
  const { token } = page.useParams()
  const installation = useQuery(ask(getInstallation))
  return (
    <main id="page" className={styles.page}>
      <p className={styles.brand}>
        <BellMark size={24} /> {installation.data?.name ?? 'Bellwether'}
        {installation.data?.kind === 'demo' && <span className={styles.demo}>Demo</span>}
      </p>
      <PageByLink token={token} />
      <RollbackByLink token={token} />
    </main>
  )
}

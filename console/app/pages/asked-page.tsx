import { getInstallation } from '@bellwether/contract/installation.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { AskedByLink } from '../../desk/asked-by-link.tsx'
import { BellMark } from '../brand.tsx'
import styles from './page-link-page.module.css'

const page = getRouteApi('/asked/$token')

/** For an engineer who was asked something and has never seen this before. */
export function AskedPage() {
  const { token } = page.useParams()
  const { do: act } = page.useSearch()
  const installation = useQuery(ask(getInstallation))
  return (
    <main id="page" className={styles.page}>
      <p className={styles.brand}>
        <BellMark size={24} /> {installation.data?.name ?? 'Bellwether'}
        {installation.data?.kind === 'demo' && <span className={styles.demo}>Demo</span>}
      </p>
      <h1 className="visually-hidden">A question for you</h1>
      <AskedByLink token={token} act={act ?? null} />
    </main>
  )
}

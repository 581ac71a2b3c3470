import { Link } from '@tanstack/react-router'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import styles from './probe-list.module.css'

/** How somebody has things looked at from more places than this one. */
export function LocationsHint() {
  const settings = <Link to="/settings/$section" params={{ section: 'tokens' }}>{t`Settings, Tokens`}</Link>
  return (
    <p className={styles.none}>
      {tx`To look from more places, make a token for each (${settings}; it needs one right, to look from elsewhere), run ${(
        <code>npx bellwether probe --token TOKEN</code>
      )} there with ${<code>BELLWETHER_URL</code>} set, and choose the place at a probe.`}
    </p>
  )
}

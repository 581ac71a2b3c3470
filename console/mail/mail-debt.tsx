import { getMailLedger } from '@bellwether/contract/mail.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { countOf } from '../ui/figures.ts'
import { Icon } from '../ui/icon.tsx'
import styles from './mail-debt.module.css'

/** Mail that nobody answers because it is on no ticket: on every screen of those who may look at it. */
export function MailDebt() {
  const me = useQuery(ask(getMe))
  const mayRead = me.data?.permissions.includes('mail.read') ?? false
  // Nobody announces that a mail was held, so it is asked for.
  const ledger = useQuery({ ...ask(getMailLedger), enabled: mayRead, refetchInterval: 60_000 })
  if (!mayRead || ledger.data === undefined) return null
  const { outcomes, astray } = ledger.data
  const said = [
    ...(outcomes.held > 0 ? [`${countOf(outcomes.held)} held`] : []),
    ...(astray > 0 ? [`${countOf(astray)} not filed in time`] : []),
  ]
  if (said.length === 0) return null
  return (
    <aside className={styles.debt} aria-label="Mail on no ticket">
      <Icon name="warning" size={14} />
      <p>
        Mail on no ticket: {said.join(', ')}.{' '}
        <Link to="/settings/$section" params={{ section: 'mail' }}>
          Look at it
        </Link>
      </p>
    </aside>
  )
}

import type { AlertKind } from '@bellwether/contract/signals.ts'
import { Link } from '@tanstack/react-router'
import { t } from '../../ui/words.ts'
import styles from './alert-rules.module.css'

const examples: readonly { kind: AlertKind; errors?: true; words: string }[] = [
  { kind: 'threshold', errors: true, words: t`50 errors come within 5 minutes` },
  { kind: 'ratio', words: t`5 % of at least 100 requests fail` },
  { kind: 'burn-rate', words: t`99.9 % are to be good, and failures come 14 times as fast as that allows` },
  { kind: 'new-class', errors: true, words: t`An error that nobody had before reaches 5 customers` },
  { kind: 'absence', words: t`Nothing came for 30 minutes, although it did before` },
]

/** Rules to begin with: each opens filled in, with what it would have found. */
export function RuleExamples() {
  return (
    <ul className={styles.examples} aria-label={t`Rules to begin with`}>
      {examples.map(({ kind, errors, words }) => (
        <li key={kind}>
          <Link to="/signals/rules/new" search={{ kind, errors }}>
            {words}
          </Link>
        </li>
      ))}
    </ul>
  )
}

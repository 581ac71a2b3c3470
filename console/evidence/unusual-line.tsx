import type { listUnusualErrors } from '@bellwether/contract/evidence.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { listSignals, type Signal } from '@bellwether/contract/signals.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { countOf, plural } from '../ui/figures.ts'
import { tx } from '../ui/rich-words.tsx'
import { versionedName } from '../ui/versioned-name.ts'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import type { ExplanationSearch } from './class-list.tsx'
import styles from './unusual-line.module.css'

type Unusual = AnswerOf<typeof listUnusualErrors>

interface UnusualLineProps {
  unusual: Unusual
  /** How many classes of errors there are in all. */
  classes: number
  /** The events of one customer alone: others may have it as well. */
  isOfOne: boolean
  explanation: ExplanationSearch
}

/** What leads the evidence: what is not as it was before, in one sentence. */
export function UnusualLine({ unusual: { isJudged, items, before }, classes, isOfOne, explanation }: UnusualLineProps) {
  const [first] = items
  if (first === undefined) {
    if (classes === 0) return null
    if (!isJudged)
      return <p className={styles.line}>{t`Too little came before to say what is unusual: look at a later time.`}</p>
    return (
      <p className={styles.line}>
        {tx`Nothing more frequent than in the time since ${<Moment at={before.from} />}: ${classes === 1 ? t`this error came` : t`these ${countOf(classes)} errors came`} then as well.`}
      </p>
    )
  }
  return (
    <p className={styles.line} data-unusual>
      {tx`${<strong>{plural(items.length, 'unusual error')}</strong>}${items.length === 1 ? ': ' : `${t`, the most frequent`} `}${countOf(first.errors)} ${isOfOne ? `${t`here`} ` : ''}since ${<Moment at={first.since} as="minute" />}${first.errorsBefore > 0 && t`, ${countOf(first.errorsBefore)} in the time before`}`}
      <Known classId={first.id} />.{' '}
      <Link to="/evidence/classes/$id" params={{ id: first.id }} search={explanation}>
        {t`Who else?`}
      </Link>
    </p>
  )
}

/** What is known to go on. */
export const useOpenSignals = (): readonly Signal[] =>
  useQuery({ ...ask(listSignals, { query: { open: 'true' } }), enabled: useMay('signals.read') }).data?.items ?? []

/** What an open signal says of it: how many have it, and which deploy it follows. */
function Known({ classId }: { classId: string }) {
  const signal = useOpenSignals().find((one) => one.class?.id === classId)
  if (!signal?.customers) return null
  return tx`; ${plural(signal.errors, 'time')} for ${plural(signal.customers.seen, 'customer')}${signal.deploy !== null && t`, follows ${versionedName(signal.deploy)}`}`
}

import type { listUnusualErrors } from '@bellwether/contract/evidence.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { listSignals } from '@bellwether/contract/signals.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { countOf, plural } from '../ui/figures.ts'
import { versionedName } from '../ui/versioned-name.ts'
import { useMay } from '../use-may.ts'
import type { ExplanationSearch } from './class-list.tsx'
import styles from './unusual-line.module.css'

type Unusual = AnswerOf<typeof listUnusualErrors>

interface UnusualLineProps {
  unusual: Unusual
  /** How many classes of errors there are in all. */
  classes: number
  explanation: ExplanationSearch
}

/** What leads the evidence: what is not as it was before, in one sentence. */
export function UnusualLine({ unusual: { isJudged, items, before }, classes, explanation }: UnusualLineProps) {
  const [first] = items
  if (first === undefined) {
    if (classes === 0) return null
    if (!isJudged) return <p className={styles.line}>Too little came before to say what is unusual.</p>
    return (
      <p className={styles.line}>
        Nothing unusual: {classes === 1 ? 'this error came' : `these ${countOf(classes)} errors came`} as often since{' '}
        <Moment at={before.from} />.
      </p>
    )
  }
  return (
    <p className={styles.line} data-unusual>
      <strong>{plural(items.length, 'unusual error')}</strong>
      {items.length === 1 ? ': ' : ', the first '}
      {countOf(first.errors)} since <Moment at={first.since} as="minute" />
      {first.errorsBefore > 0 && `, ${countOf(first.errorsBefore)} before`}
      <Known classId={first.id} />.{' '}
      <Link to="/evidence/classes/$id" params={{ id: first.id }} search={explanation}>
        Who else?
      </Link>
    </p>
  )
}

/** What an open signal says of it: how many have it, and which deploy it follows. */
function Known({ classId }: { classId: string }) {
  const signals = useQuery({ ...ask(listSignals, { query: { open: 'true' } }), enabled: useMay('signals.read') })
  const signal = signals.data?.items.find((one) => one.class.id === classId)
  if (signal === undefined) return null
  return (
    <>
      , {plural(signal.customers.seen, 'customer')}
      {signal.deploy !== null && `, follows ${versionedName(signal.deploy)}`}
    </>
  )
}

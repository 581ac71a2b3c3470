import { type Outcome, tryCheck } from '@bellwether/contract/probes.ts'
import { Button } from '@mantine/core'
import { useWrite } from '../call.write.ts'
import { Moment } from '../ui/clock.tsx'
import { Mark } from '../ui/mark.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t, translated } from '../ui/words.ts'
import { checkOf, type ProbeValues } from './probe-values.ts'
import { milliseconds } from './response-chart.tsx'
import styles from './probe-form.module.css'

interface TryCheckProps {
  values: ProbeValues
  /** Puts what is refused on its field; false where there is none. */
  onRefused: (error: Error) => void
}

/** Looks once, before anything is saved, and says how it ended. */
export function TryCheck({ values, onRefused }: TryCheckProps) {
  const attempt = useWrite(tryCheck, { refreshes: [], showsProblem: true })
  const tried = JSON.stringify(checkOf(values))
  const send = (): void => {
    if (attempt.isPending) return
    const body = { check: checkOf(values), timeoutSeconds: Number(values.timeoutSeconds) }
    attempt.mutate({ body }, { onError: onRefused })
  }
  // What was seen is of what stood there then.
  const isOfThis = attempt.variables !== undefined && JSON.stringify(attempt.variables.body.check) === tried
  return (
    <div className={styles.attempt}>
      <Button size="xs" variant="default" loading={attempt.isPending} onClick={send}>
        {t`Try it now`}
      </Button>
      <div role="status">{attempt.data !== undefined && isOfThis && <OutcomeWords outcome={attempt.data} />}</div>
      {attempt.error !== null && isOfThis && <ProblemView error={attempt.error} />}
    </div>
  )
}

function OutcomeWords({ outcome: { error, durationMs, statusCode, certificate } }: { outcome: Outcome }) {
  return (
    <p className={styles.outcome}>
      {error === null ? (
        <Mark tone="good" icon="check">{t`as expected`}</Mark>
      ) : (
        <Mark tone="danger" icon="warning" isSentence>
          {translated(error)}
        </Mark>
      )}
      <span>{t`after ${milliseconds(durationMs)}`}</span>
      {statusCode !== null && <span>{t`status ${statusCode}`}</span>}
      {certificate !== null && <span>{tx`certificate ends ${<Moment at={certificate.endsAt} />}`}</span>}
    </p>
  )
}

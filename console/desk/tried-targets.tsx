import type { TargetsTrial, TeamTargetsTrial } from '@bellwether/contract/desk.ts'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import styles from './response-targets.module.css'

type Counts = TargetsTrial['first']

/** What last month's tickets say of targets: how many would have been late, beside how many are by those that hold. */
export function TriedTickets({ trial }: { trial: TargetsTrial }) {
  const { tickets, isWhole, first, next, resolution, newlyLate } = trial
  if (tickets === 0)
    return <p role="status">{t`No ticket came in the last 30 days: there is nothing to try them on.`}</p>
  return (
    <div role="status">
      <p>{t`Of ${isWhole ? '' : `${t`the newest`} `}${tickets} tickets of the last 30 days would have been late:`}</p>
      <ul className={styles.lines}>
        <Line what={t`with the first word`} counts={first} />
        <Line what={t`with a later word`} counts={next} />
        <Line what={t`with the end`} counts={resolution} />
      </ul>
      {newlyLate.length > 0 && (
        <p className={styles.dim}>
          {tx`Late by these alone: ${newlyLate.map(({ id, number, subject }, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <a href={`/tickets/${number}`} target="_blank" rel="noreferrer" title={subject}>
                #{number}
              </a>
            </span>
          ))}`}
        </p>
      )}
    </div>
  )
}

/** The same for what a team was asked. */
export function TriedHandOffs({ trial }: { trial: TeamTargetsTrial }) {
  const { handOffs, isWhole, acknowledge, answer } = trial
  if (handOffs === 0) return <p role="status">{t`The team was asked nothing in the last 30 days.`}</p>
  return (
    <div role="status">
      <p>
        {t`Of ${isWhole ? '' : `${t`the newest`} `}${handOffs} hand-offs of the last 30 days would have been late:`}
      </p>
      <ul className={styles.lines}>
        <Line what={t`acknowledged`} counts={acknowledge} />
        <Line what={t`answered`} counts={answer} />
      </ul>
    </div>
  )
}

function Line({ what, counts: { of, before, after } }: { what: string; counts: Counts }) {
  if (of === 0) return null
  return <li>{tx`${what}: ${<strong>{after}</strong>} of ${of}, with today’s targets ${before}`}</li>
}

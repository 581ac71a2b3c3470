import type { RollbackRequest, Watch } from '@bellwether/contract/incidents.ts'
import type { ChartMark, ChartSeries } from '../ui/chart.options.ts'
import { Chart } from '../ui/chart.tsx'
import { Ago, useNow } from '../ui/clock.tsx'
import { plural } from '../ui/figures.ts'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { unsureSteps } from '../ui/unsure-steps.ts'
import { t } from '../ui/words.ts'
import { watchWords } from './watch-words.ts'
import styles from './watch-chart.module.css'

const series: readonly ChartSeries[] = [{ label: t`Errors`, kind: 'bars', color: '--chart-error', scale: 'left' }]

const marksOf = (rollback: RollbackRequest | null): ChartMark[] =>
  rollback?.state === 'accepted' && rollback.decidedAt !== null
    ? [{ atSeconds: Date.parse(rollback.decidedAt) / 1000, label: t`rollback` }]
    : []

/** The errors followed to zero. Silence is not recovery: traffic is said too. */
export function WatchChart({ watch, rollback }: { watch: Watch; rollback: RollbackRequest | null }) {
  const now = useNow()
  const words = watchWords(watch, now)
  const times = watch.points.map((point) => Date.parse(point.at) / 1000)
  const isCalm = watch.state === 'at-zero' || watch.state === 'recovered'
  return (
    <Sheet title={words} tone={isCalm ? 'good' : 'warn'}>
      <p className={styles.facts}>
        {watch.lastErrorAt !== null && <span>{tx`last error ${<Ago at={watch.lastErrorAt} />}`}</span>}
        {watch.eventsLastMinute !== null && (
          <span>{t`${plural(watch.eventsLastMinute, 'event')} in the slice in the last minute`}</span>
        )}
      </p>
      <Chart
        label={t`Errors per ${plural(watch.stepSeconds, 'second')}. ${words}.`}
        height={150}
        series={series}
        times={times}
        unsure={unsureSteps(times, watch.stepSeconds, watch)}
        values={[watch.points.map((point) => point.errors)]}
        marks={marksOf(rollback)}
      />
      {!isCalm && watch.eventsLastMinute === 0 && (
        <p className={styles.silent}>
          {t`No traffic at all in the slice: zero errors mean nothing until events come again.`}
        </p>
      )}
    </Sheet>
  )
}

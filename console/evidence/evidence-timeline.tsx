import { getTimeline, type DeployItem } from '@bellwether/contract/evidence.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { ChartLegend } from '../ui/chart-legend.tsx'
import type { ChartSeries } from '../ui/chart.options.ts'
import { Chart } from '../ui/chart.tsx'
import { Moment } from '../ui/clock.tsx'
import { countOf, plural } from '../ui/figures.ts'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { versionedName } from '../ui/versioned-name.ts'
import { type UnsureSpan, unsureSteps } from '../ui/unsure-steps.ts'
import { t } from '../ui/words.ts'
import type { EvidenceFilter } from './evidence-filter.ts'
import styles from './evidence-timeline.module.css'

const series: readonly ChartSeries[] = [
  { label: t`Events`, kind: 'area', color: '--chart-request', fill: '--chart-request-fill', scale: 'left' },
  { label: t`Errors`, kind: 'bars', color: '--chart-error', scale: 'right' },
]

type Timeline = AnswerOf<typeof getTimeline>

/** Steps that are not whole, and what was before all evidence: drawn as they count they would look like a crash. */
function unsureIn({ points, stepSeconds, from, to, historySince }: Timeline): UnsureSpan[] {
  const times = points.map(({ at }) => Date.parse(at) / 1000)
  const since = historySince !== null && historySince > from ? historySince : from
  return historySince === null ? [] : unsureSteps(times, stepSeconds, { from: since, to })
}

interface EvidenceTimelineProps {
  filter: EvidenceFilter
  /** More events of this time are coming in. */
  isFilling?: boolean
  onSpan: (from: string, to: string) => void
}

export function EvidenceTimeline({ filter, isFilling = false, onSpan }: EvidenceTimelineProps) {
  const timeline = useQuery({
    ...ask(getTimeline, { query: filter }),
    placeholderData: keepPreviousData,
    refetchInterval: isFilling && 1500,
  })
  return (
    <div className={styles.timeline}>
      <Loaded query={timeline} rows={7}>
        {(loaded) => <TimelineChart timeline={loaded} onSpan={onSpan} />}
      </Loaded>
    </div>
  )
}

function TimelineChart({ timeline, onSpan }: { timeline: Timeline; onSpan: EvidenceTimelineProps['onSpan'] }) {
  const { points, deploys, stepSeconds, historySince, from } = timeline
  const times = points.map(({ at }) => Date.parse(at) / 1000)
  const unsure = unsureIn(timeline)
  const isUnsure = (at: number): boolean => unsure.some(({ fromSeconds }) => fromSeconds === at)
  const events = points.reduce((sum, point) => sum + point.events, 0)
  const errors = points.reduce((sum, point) => sum + point.errors, 0)
  return (
    <>
      <div className={styles.head}>
        <p className={styles.sums}>
          <strong>{countOf(events)}</strong> {events === 1 ? t`event` : t`events`},{' '}
          <strong data-errors={errors > 0 || undefined}>{countOf(errors)}</strong> {errors === 1 ? t`error` : t`errors`}
          {historySince !== null && historySince > from && tx`, known since ${<Moment at={historySince} />}`}
        </p>
        <ChartLegend series={series} {...(deploys.length > 0 ? { marks: t`Deploy` } : {})} />
      </div>
      <Chart
        label={t`Events and errors per ${stepSeconds} seconds: ${plural(events, 'event')}, ${plural(errors, 'error')}, ${plural(deploys.length, 'deploy')}`}
        height={188}
        series={series}
        times={times}
        values={[
          points.map(({ events }, n) => (isUnsure(times[n] ?? 0) ? null : events)),
          points.map(({ errors }) => errors),
        ]}
        unsure={unsure}
        marks={deploys.map((deploy) => ({ atSeconds: Date.parse(deploy.startedAt) / 1000, label: deploy.service }))}
        onSpan={onSpan}
      />
      <Deploys deploys={deploys} />
    </>
  )
}

function Deploys({ deploys }: { deploys: readonly DeployItem[] }) {
  if (deploys.length === 0) return null
  return (
    <ul className={styles.deploys} aria-label={t`Deploys of this time`}>
      {deploys.map((deploy) => (
        <li key={deploy.id}>
          <Icon name="deploy" size={13} />
          <Moment at={deploy.startedAt} />
          <strong>{versionedName(deploy)}</strong>
          <span className={styles.title} title={`${deploy.title}, ${plural(deploy.hosts, 'host')}`}>
            {deploy.title}
          </span>
          {deploy.isRollback && <Mark tone="violet">{t`rollback`}</Mark>}
          <span>{deploy.by}</span>
        </li>
      ))}
    </ul>
  )
}

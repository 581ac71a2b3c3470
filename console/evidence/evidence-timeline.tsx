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
import { versionedName } from '../ui/versioned-name.ts'
import type { EvidenceFilter } from './evidence-filter.ts'
import styles from './evidence-timeline.module.css'

const series: readonly ChartSeries[] = [
  { label: 'Requests', kind: 'area', color: '--chart-request', fill: '--chart-request-fill', scale: 'left' },
  { label: 'Errors', kind: 'bars', color: '--chart-error', scale: 'right' },
]

interface EvidenceTimelineProps {
  filter: EvidenceFilter
  onSpan: (from: string, to: string) => void
}

export function EvidenceTimeline({ filter, onSpan }: EvidenceTimelineProps) {
  const timeline = useQuery({ ...ask(getTimeline, { query: filter }), placeholderData: keepPreviousData })
  return (
    <div className={styles.timeline}>
      <Loaded query={timeline} rows={7}>
        {(loaded) => <TimelineChart timeline={loaded} onSpan={onSpan} />}
      </Loaded>
    </div>
  )
}

function TimelineChart({
  timeline,
  onSpan,
}: {
  timeline: AnswerOf<typeof getTimeline>
  onSpan: EvidenceTimelineProps['onSpan']
}) {
  const { points, deploys, stepSeconds } = timeline
  const requests = points.reduce((sum, point) => sum + point.requests, 0)
  const errors = points.reduce((sum, point) => sum + point.errors, 0)
  return (
    <>
      <div className={styles.head}>
        <p className={styles.sums}>
          <strong>{countOf(requests)}</strong> {requests === 1 ? 'request' : 'requests'},{' '}
          <strong data-errors={errors > 0 || undefined}>{countOf(errors)}</strong> {errors === 1 ? 'error' : 'errors'}
        </p>
        <ChartLegend series={series} {...(deploys.length > 0 ? { marks: 'Deploy' } : {})} />
      </div>
      <Chart
        label={`Requests and errors per ${stepSeconds} seconds: ${plural(requests, 'request')}, ${plural(errors, 'error')}, ${plural(deploys.length, 'deploy')}`}
        height={188}
        series={series}
        times={points.map((point) => Date.parse(point.at) / 1000)}
        values={[points.map((point) => point.requests), points.map((point) => point.errors)]}
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
    <ul className={styles.deploys} aria-label="Deploys of this time">
      {deploys.map((deploy) => (
        <li key={deploy.id}>
          <Icon name="deploy" size={13} />
          <Moment at={deploy.startedAt} />
          <strong>{versionedName(deploy)}</strong>
          <span className={styles.title} title={`${deploy.title}, ${plural(deploy.hosts, 'host')}`}>
            {deploy.title}
          </span>
          {deploy.isRollback && <Mark tone="violet">rollback</Mark>}
          <span>{deploy.by}</span>
        </li>
      ))}
    </ul>
  )
}

import { explainClass, type Explanation } from '@bellwether/contract/evidence.ts'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask } from '../call.query.ts'
import { ChartLegend } from '../ui/chart-legend.tsx'
import type { ChartSeries } from '../ui/chart.options.ts'
import { Chart } from '../ui/chart.tsx'
import { useZone } from '../ui/clock.tsx'
import { countOf } from '../ui/figures.ts'
import { Icon } from '../ui/icon.tsx'
import { spanOf } from '../ui/instants.ts'
import { Loaded } from '../ui/loaded.tsx'
import { versionedName } from '../ui/versioned-name.ts'
import { unsureSteps } from '../ui/unsure-steps.ts'
import { t, translated } from '../ui/words.ts'
import { ExplanationCustomers } from './explanation-customers.tsx'
import { ExplanationDeploy } from './explanation-deploy.tsx'
import { ExplanationSlices } from './explanation-slices.tsx'
import { explanationWords } from './explanation-words.ts'
import { RangeControl } from './range-control.tsx'
import { TemplateText } from './template-text.tsx'
import styles from './explanation-view.module.css'

interface ExplanationViewProps {
  id: string
  from: string | undefined
  to: string | undefined
  onSpan: (from: string, to: string) => void
  /** What can be done about it, e.g. draft a report: first of all where a slice or a deploy explains it. */
  actions: (isExplained: boolean) => ReactNode
}

export function ExplanationView({ id, from, to, onSpan, actions }: ExplanationViewProps) {
  const query = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  const explanation = useQuery(ask(explainClass, { params: { id }, query }))
  return (
    <Loaded query={explanation} rows={14}>
      {(loaded) => (
        <div className={styles.view}>
          <Finding explanation={loaded} actions={actions(loaded.slices.length > 0 || loaded.deploy !== null)} />
          <SeriesChart explanation={loaded} onSpan={onSpan} />
          <div className={styles.columns}>
            <ExplanationSlices explanation={loaded} />
            <ExplanationCustomers explanation={loaded} />
          </div>
          <ExplanationDeploy explanation={loaded} />
        </div>
      )}
    </Loaded>
  )
}

function Finding({ explanation, actions }: { explanation: Explanation; actions: ReactNode }) {
  const words = explanationWords(explanation, useZone())
  return (
    <section className={styles.finding} aria-label={t`Finding`}>
      <p className={styles.template}>
        <TemplateText template={explanation.class.template} />
      </p>
      <p className={styles.sentence}>{words.finding}</p>
      <p className={styles.cause} data-found={explanation.deploy !== null || undefined}>
        <Icon name={explanation.deploy === null ? 'search' : 'deploy'} size={18} />
        <span>{words.cause}</span>
      </p>
      {explanation.deploy !== null && (
        <p className={styles.computed}>{translated(explanation.deploy.evidence.sentence)}</p>
      )}
      <div className={styles.actions}>{actions}</div>
    </section>
  )
}

const errorSeries: ChartSeries = { label: t`Errors`, kind: 'bars', color: '--chart-error', scale: 'left' }
const shareSeries: ChartSeries = {
  label: t`Hosts with the deploy`,
  kind: 'steps',
  color: '--chart-share',
  scale: 'right',
}

function SeriesChart({ explanation, onSpan }: { explanation: Explanation; onSpan: ExplanationViewProps['onSpan'] }) {
  const { points, stepSeconds } = explanation.series
  const { deploy } = explanation
  const series = deploy === null ? [errorSeries] : [errorSeries, shareSeries]
  const times = points.map((point) => Date.parse(point.at) / 1000)
  const errors = points.map((point) => point.errors)
  return (
    <section className={styles.sheet} aria-labelledby="series">
      <div className={styles.head}>
        <h2 id="series">
          {t`Errors per ${stepSeconds === 60 ? t`minute` : spanOf(stepSeconds * 1000)}${deploy === null ? '' : ` ${t`and the roll-out`}`}`}
        </h2>
        <ChartLegend series={series} {...(deploy === null ? {} : { marks: t`Deploy began` })} />
        <RangeControl span={explanation} onSpan={(span) => onSpan(span.from, span.to)} centreMs={null} />
      </div>
      <Chart
        label={t`${countOf(explanation.errors)} errors over time${deploy === null ? '' : t`, rising with the share of hosts that had the deploy`}`}
        height={236}
        series={series}
        times={times}
        unsure={unsureSteps(times, stepSeconds, explanation)}
        values={deploy === null ? [errors] : [errors, points.map((point) => point.rollOutShare)]}
        rightIsShare
        marks={
          deploy === null
            ? undefined
            : [{ atSeconds: Date.parse(deploy.startedAt) / 1000, label: versionedName(deploy) }]
        }
        onSpan={onSpan}
      />
    </section>
  )
}

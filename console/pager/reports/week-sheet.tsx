import type { PagingReport } from '@bellwether/contract/pager-reports.ts'
import { ChartLegend } from '../../ui/chart-legend.tsx'
import type { ChartSeries } from '../../ui/chart.options.ts'
import { dayAxis } from '../../ui/chart-ticks.ts'
import { Chart } from '../../ui/chart.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { dayWords } from '../../ui/instants.ts'
import { paleWeeks, spreadSeries, weekTimes } from '../../ui/week-series.ts'
import { t } from '../../ui/words.ts'
import { countColumns } from './count-columns.tsx'
import styles from './report.module.css'

type Week = PagingReport['weeks'][number]

const height = 190
const unsureIn = (weeks: readonly Week[]) => paleWeeks(weeks.filter(({ isWhole }) => !isWhole))

/** Pages week by week, and how soon they were acknowledged, as charts and as a table. */
export function WeekSheet({ report: { weeks } }: { report: PagingReport }) {
  return (
    <Sheet
      title={t`Pages by week`}
      about={t`A week that is not whole, since the days begin or end within it or it goes on, is drawn pale. The table leaves out weeks without a page.`}
    >
      {/* One week is no course of anything. */}
      {weeks.length > 1 && (
        <div className={styles.charts}>
          <CountChart weeks={weeks} />
          <TimeChart weeks={weeks} />
        </div>
      )}
      <div className={styles.counts}>
        <DataTable
          label={t`Table of pages by week`}
          isStackedWhenNarrow
          columns={[
            { head: t`Week of`, cell: (week: Week) => dayWords(week.monday) },
            { head: t`ISO`, cell: ({ week, isWhole }) => (isWhole ? week : t`${week}, in part`) },
            ...countColumns<Week>(),
          ]}
          rows={weeks.filter(({ pages }) => pages > 0)}
          keyOf={({ week }) => week}
        />
      </div>
    </Sheet>
  )
}

function CountChart({ weeks }: { weeks: readonly Week[] }) {
  const series: ChartSeries[] = [
    { label: t`Pages`, kind: 'bars', color: '--chart-request', scale: 'left' },
    { label: t`Missed`, kind: 'line', color: '--chart-error', scale: 'left' },
    { label: t`Ended unacknowledged`, kind: 'line', color: '--ink-dim', scale: 'left' },
    { label: t`Noise`, kind: 'line', color: '--violet', scale: 'left' },
  ]
  return (
    <div className={styles.chart}>
      <ChartLegend series={series} />
      <Chart
        label={t`Pages, those missed, those that ended unacknowledged and noise, week by week; the table below has the figures`}
        height={height}
        days={dayAxis}
        series={series}
        times={weekTimes(weeks)}
        unsure={unsureIn(weeks)}
        values={[
          weeks.map(({ pages }) => pages),
          weeks.map(({ missed }) => missed),
          weeks.map(({ endedUnacknowledged }) => endedUnacknowledged),
          weeks.map(({ noise }) => noise),
        ]}
      />
    </div>
  )
}

function TimeChart({ weeks }: { weeks: readonly Week[] }) {
  const { series, values } = spreadSeries(weeks)
  return (
    <div className={styles.chart}>
      <ChartLegend series={series} />
      <Chart
        label={t`Time until somebody acknowledged, week by week; the table below has the figures`}
        height={height}
        days={dayAxis}
        series={series}
        times={weekTimes(weeks)}
        unsure={unsureIn(weeks)}
        values={values}
      />
    </div>
  )
}

import type { Share, Spread } from '@bellwether/contract/desk-figures.ts'
import { ChartLegend } from '../../ui/chart-legend.tsx'
import type { ChartSeries } from '../../ui/chart.options.ts'
import { dayAxis } from '../../ui/chart-ticks.ts'
import { Chart } from '../../ui/chart.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { dayWords } from '../../ui/instants.ts'
import { paleWeeks, spreadSeries, weekTimes } from '../../ui/week-series.ts'
import { t } from '../../ui/words.ts'

/** One week of a chart. */
export interface ChartWeek {
  readonly monday: string
  readonly count: number
  readonly shares: readonly Share[]
  readonly spread: Spread
}

interface FigureChartsProps {
  weeks: readonly ChartWeek[]
  /** What the bars count. */
  counted: string
  shares: readonly { label: string; color: string }[]
  /** What took so long. */
  took: string
}

const height = 190
const sinceWords = (weeks: readonly ChartWeek[]): string =>
  t`week by week from ${dayWords(weeks[0]?.monday ?? '')}; the table by week has its figures`

/** The last week goes on. */
const unsureIn = (weeks: readonly ChartWeek[]) => paleWeeks(weeks.slice(-1))

/** Shares over how many there were, week by week, and how long it took. A week without any has no share. */
export function FigureCharts({ weeks, counted, shares, took }: FigureChartsProps) {
  return (
    <>
      <ShareChart weeks={weeks} counted={counted} shares={shares} />
      <SpreadChart weeks={weeks} took={took} />
    </>
  )
}

function ShareChart({ weeks, counted, shares }: Omit<FigureChartsProps, 'took'>) {
  const labels = shares.map(({ label }) => label)
  const series: ChartSeries[] = [
    { label: counted, kind: 'bars', color: '--chart-request', scale: 'left' },
    ...shares.map((one) => ({ ...one, kind: 'line' as const, scale: 'right' as const })),
  ]
  return (
    <Sheet title={labels.join(', ')} side={<ChartLegend series={series} />}>
      <Chart
        label={t`${labels.join(` ${t`and`} `)} over how many, ${sinceWords(weeks)}`}
        height={height}
        days={dayAxis}
        rightIsShare
        series={series}
        times={weekTimes(weeks)}
        unsure={unsureIn(weeks)}
        values={[
          weeks.map(({ count }) => count),
          ...shares.map((_, at) => weeks.map((one) => one.shares[at]?.share ?? null)),
        ]}
      />
    </Sheet>
  )
}

function SpreadChart({ weeks, took }: Pick<FigureChartsProps, 'weeks' | 'took'>) {
  const { series, values } = spreadSeries(weeks.map(({ spread }) => spread))
  return (
    <Sheet title={took} side={<ChartLegend series={series} />}>
      <Chart
        label={`${took}, ${sinceWords(weeks)}`}
        height={height}
        days={dayAxis}
        series={series}
        times={weekTimes(weeks)}
        unsure={unsureIn(weeks)}
        values={values}
      />
    </Sheet>
  )
}

import type { ChartSeries } from './chart.options.ts'
import { chartUnitOf } from './chart-unit.ts'
import { t } from './words.ts'

/* What charts of weeks have in common: each week stands where its Monday is. */

interface Week {
  /** YYYY-MM-DD */
  readonly monday: string
}

const halfWeekSeconds = 3.5 * 24 * 60 * 60
const secondsOf = ({ monday }: Week): number => Date.parse(monday) / 1000

export const weekTimes = (weeks: readonly Week[]): number[] => weeks.map(secondsOf)

/** Weeks that are not whole, to be drawn pale. */
export const paleWeeks = (weeks: readonly Week[]) =>
  weeks.map((week) => ({
    fromSeconds: secondsOf(week) - halfWeekSeconds,
    toSeconds: secondsOf(week) + halfWeekSeconds,
  }))

interface Spread {
  readonly medianSeconds: number | null
  readonly p90Seconds: number | null
}

/** The median and how long nine of ten took at most, in a unit that the longest fits. */
export function spreadSeries(spreads: readonly Spread[]): { series: ChartSeries[]; values: (number | null)[][] } {
  const unit = chartUnitOf(spreads.map(({ p90Seconds }) => p90Seconds))
  const inUnit = (seconds: number | null): number | null => (seconds === null ? null : seconds / unit.seconds)
  return {
    series: [
      { label: t`Median, ${unit.name}`, kind: 'line', color: '--chart-share', scale: 'left' },
      { label: t`90 % within, ${unit.name}`, kind: 'line', color: '--ink-dim', scale: 'left' },
    ],
    values: [
      spreads.map(({ medianSeconds }) => inUnit(medianSeconds)),
      spreads.map(({ p90Seconds }) => inUnit(p90Seconds)),
    ],
  }
}

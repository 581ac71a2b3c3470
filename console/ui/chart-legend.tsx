import type { ChartSeries } from './chart.options.ts'
import { t } from './words.ts'
import styles from './chart-legend.module.css'

export function ChartLegend({ series, marks }: { series: readonly ChartSeries[]; marks?: string }) {
  return (
    <ul className={styles.legend} aria-label={t`What the chart shows`}>
      {series.map((one) => (
        <li key={one.label}>
          <span className={styles.swatch} data-kind={one.kind} style={{ background: `var(${one.color})` }} />
          {one.label}
        </li>
      ))}
      {marks !== undefined && (
        <li>
          <span className={styles.mark} />
          {marks}
        </li>
      )}
    </ul>
  )
}

import type { PagingReport } from '@bellwether/contract/pager-reports.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { countOf } from '../../ui/figures.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { BarCell } from './bar-cell.tsx'
import { shareText, sourceKey, sourceText } from './report-words.ts'
import styles from './report.module.css'

const shownMax = 8

/** What woke somebody for nothing, most first. */
export function NoiseSheet({ report: { sources, totals } }: { report: PagingReport }) {
  const noisy = sources.filter(({ noise }) => noise > 0).toSorted((a, b) => b.noise - a.noise)
  return (
    <Sheet
      title={t`Noise`}
      about={t`Pages of an alert, a heartbeat or a signal that were over by themselves: nobody acknowledged, escalated, reassigned or ended them, and nobody wrote a note. A page about a ticket or a trouble report is no noise: it is over because somebody answered that.`}
    >
      {noisy.length === 0 ? (
        <p className={styles.dim}>{t`None of these pages was noise.`}</p>
      ) : (
        <div className={styles.counts}>
          <DataTable
            label={t`Most noise by source`}
            columns={[
              { head: t`Source`, cell: sourceText },
              {
                head: t`Noise`,
                cell: ({ noise }) => <BarCell text={countOf(noise)} share={noise / (noisy[0]?.noise ?? 1)} />,
              },
              { head: t`Of its pages`, cell: ({ noise, pages }) => shareText(noise, pages), isFigure: true },
              { head: t`Of all noise`, cell: ({ noise }) => shareText(noise, totals.noise), isFigure: true },
            ]}
            rows={noisy.slice(0, shownMax)}
            keyOf={sourceKey}
          />
        </div>
      )}
    </Sheet>
  )
}

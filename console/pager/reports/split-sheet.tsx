import type { PagingReport, ReportCounts } from '@bellwether/contract/pager-reports.ts'
import { Link } from '@tanstack/react-router'
import { DataTable } from '../../ui/data-table.tsx'
import { countOf } from '../../ui/figures.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { BarCell } from './bar-cell.tsx'
import { countColumns } from './count-columns.tsx'
import type { ReportChoice } from './report-choice.ts'
import { sourceKey, sourceText } from './report-words.ts'
import { PeopleTable, ShiftTable } from './who-tables.tsx'
import styles from './report.module.css'

const splits: readonly (readonly [by: ReportChoice['by'], name: string])[] = [
  [undefined, t`Team`],
  ['source', t`Source`],
  ['person', t`Person`],
  ['shift', t`Shift`],
]

/** The pages of the report by team, by source, by person, or by shift. */
export function SplitSheet({ report, by }: { report: PagingReport; by: ReportChoice['by'] }) {
  return (
    <Sheet title={t`By whom and by what`} side={<SplitChoice by={by} />}>
      {by === 'person' ? (
        <PeopleTable report={report} />
      ) : by === 'shift' ? (
        <ShiftTable report={report} />
      ) : by === 'source' ? (
        <Counts
          label={t`Pages by source`}
          head={t`Source`}
          rows={report.sources}
          nameOf={sourceText}
          keyOf={sourceKey}
        />
      ) : (
        <Counts
          label={t`Pages by team`}
          head={t`Team`}
          rows={report.teams}
          nameOf={({ team }) => team.name}
          keyOf={({ team }) => team.id}
        />
      )}
    </Sheet>
  )
}

function SplitChoice({ by }: { by: ReportChoice['by'] }) {
  return (
    <nav className={styles.choice} aria-label={t`Split by`}>
      {splits.map(([split, name]) => (
        <Link
          key={name}
          to="/on-call/report"
          search={(before) => ({ ...before, by: split })}
          replace
          resetScroll={false}
          activeOptions={{ exact: true }}
          aria-current={split === by ? 'true' : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}

interface CountsProps<Row> {
  label: string
  head: string
  rows: readonly Row[]
  nameOf: (row: Row) => string
  keyOf: (row: Row) => string
}

function Counts<Row extends ReportCounts>({ label, head, rows, nameOf, keyOf }: CountsProps<Row>) {
  const most = Math.max(1, ...rows.map(({ pages }) => pages))
  const [, ...further] = countColumns<Row>()
  return (
    <div className={styles.counts}>
      <DataTable
        label={label}
        isStackedWhenNarrow
        columns={[
          { head, cell: nameOf },
          { head: t`Pages`, cell: ({ pages }) => <BarCell text={countOf(pages)} share={pages / most} /> },
          ...further,
        ]}
        rows={rows}
        keyOf={keyOf}
      />
    </div>
  )
}
